import {
  type Address,
  admit,
  type Capability,
  type Door,
  escapeMarkdown,
  isExpected,
  type Principal,
  type Probe,
  type Reply,
  withDefaults,
} from '../core/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { recordAudit } from './audit/audit.ts';
import type { Identity, Located } from './identity/identity.ts';
import { type AcceptedRun, acceptRun } from './runs/run.ts';

export interface Submission {
  capability: Capability;
  raw: Record<string, unknown>;
  /** What tells this event from every other: the same one makes no second run. */
  source: string;
  externalId: string;
  conversationKey: string;
  address: Address | undefined;
  correlation: string;
}

/** The run that the event made now (`accepted`) or when it came first (`known`). */
export type Submitted = AcceptedRun;

export interface Session {
  principal: Principal;
  tx: Tx;
  /** Event and run, in this transaction. Throws what is wrong with it; then there is no run, but a row in the audit trail. */
  submit(submission: Submission): Promise<Submitted>;
}

export interface Intake {
  /** Lets a verified person in and does the door's work in one transaction. Nothing slow belongs into `work`. */
  serve<T>(
    who: Located & { door: Door; scopes?: readonly string[] },
    work: (session: Session) => Promise<T>,
  ): Promise<T>;
}

/** The first message of a run: what was asked, and by and by how it stands. */
export const rootReply = (person: string, capability: Capability, tone: Reply['tone'], status: string): Reply => ({
  tone,
  markdown: `**${escapeMarkdown(person)}** asked: **${escapeMarkdown(capability.title)}**. ${status}`,
});

export function createIntake(database: Database, identity: Identity, probe: Probe): Intake {
  async function submit(tx: Tx, principal: Principal, submission: Submission): Promise<Submitted> {
    const { capability } = submission;
    const input = withDefaults(capability, submission.raw, principal);
    admit(capability, input, principal);
    const root = rootReply(principal.name, capability, 'working', 'On it …');
    return acceptRun(tx, { ...submission, principal, root, request: { capability: capability.name, input } });
  }

  const recordRefusal = (
    tenant: string,
    principal: Principal,
    { capability, correlation }: Submission,
    outcome: string,
  ): Promise<void> =>
    database.withTenant(tenant, (tx) =>
      recordAudit(tx, {
        person: principal.person,
        door: principal.door,
        action: 'asked',
        capability: capability.name,
        outcome,
        correlation,
      }),
    );

  return {
    async serve({ tenant, id, door, scopes }, work) {
      const submitted: { principal?: Principal; submission?: Submission } = {};
      try {
        const result = await database.withTenant(tenant, async (tx) => {
          const principal = await identity.principal(tx, id, door, scopes);
          return work({
            principal,
            tx,
            submit: (submission) => {
              Object.assign(submitted, { principal, submission });
              return submit(tx, principal, submission);
            },
          });
        });
        if (submitted.submission) probe.reached('run.accepted');
        return result;
      } catch (error) {
        const { principal, submission } = submitted;
        if (principal && submission && isExpected(error))
          await recordRefusal(tenant, principal, submission, error.code);
        throw error;
      }
    },
  };
}
