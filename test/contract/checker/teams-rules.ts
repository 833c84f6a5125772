import { faultsOfCard } from './adaptive-card.ts';
import type { VendorRules } from './answer.ts';
import { isRecord } from './document.ts';
import type { Finding } from './validation.ts';

const cardType = 'application/vnd.microsoft.card.adaptive';

const cardsIn = (activity: unknown): unknown[] => {
  const attachments = isRecord(activity) && Array.isArray(activity.attachments) ? activity.attachments : [];
  return attachments.filter(({ contentType }) => contentType === cardType).map(({ content }) => content);
};

/** The published document says nothing about what is in a card; the one of Adaptive Cards does. */
export function teamsRules(): VendorRules {
  return {
    operations: [
      'POST /v3/conversations',
      'POST /v3/conversations/{conversationId}/activities',
      'PUT /v3/conversations/{conversationId}/activities/{activityId}',
    ],
    isCommonStatus: (status) => status >= 400,
    checkRequest(_operation, body): Finding[] {
      const activity = isRecord(body) && isRecord(body.activity) ? body.activity : body;
      return cardsIn(activity).flatMap(faultsOfCard);
    },
    // What goes wrong before the connector is answered by gateways, in words of their own.
    checkAnswer: () => [],
  };
}
