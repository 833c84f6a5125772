import { z } from 'zod';
import { type Verdict, verdicts } from '../../src/core/index.ts';

/** A button of an approval card, as Slack shows it. */
export interface CardButton {
  messageTs: string;
  blockId: string;
  actionId: string;
  value: string;
  verdict: Verdict;
  effect: string;
}
interface Shown {
  ts: string;
  text: string;
  blocks?: readonly object[] | undefined;
}

const element = z.looseObject({ action_id: z.string(), value: z.string() });
const block = z.looseObject({ block_id: z.string().optional(), elements: z.array(z.unknown()).optional() });
const carried = z.looseObject({ verdict: z.enum(verdicts), effect: z.string() });

export const everythingIn = ({ text, blocks = [] }: Shown): string => `${text} ${JSON.stringify(blocks)}`;

const read = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};

/** All buttons in these messages that decide about an effect. */
export function cardButtons(messages: readonly Shown[]): CardButton[] {
  return messages.flatMap(({ ts, blocks = [] }) =>
    blocks.flatMap((each) => {
      const { block_id: blockId = '', elements = [] } = block.parse(each);
      return elements.flatMap((given) => {
        const button = element.safeParse(given);
        if (!button.success || !button.data.action_id.startsWith('decide')) return [];
        const decision = carried.safeParse(read(button.data.value));
        if (!decision.success) return [];
        const { action_id: actionId, value } = button.data;
        return [
          { messageTs: ts, blockId, actionId, value, verdict: decision.data.verdict, effect: decision.data.effect },
        ];
      });
    }),
  );
}
