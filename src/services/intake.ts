import {
  type Address,
  admit,
  admitLater,
  type Call,
  type Capability,
  type Door,
  escapeMarkdown,
  isExpected,
  newAsk,
  type Principal,
  type Probe,
  type ReadCall,
  type Registry,
  type Reply,
  type Span,
  type Tracer,
  withDefaults,
} from '../core/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { filledFrom, withUploads } from './attachments/fill-calls.ts';
import { recordAudit } from './audit/audit.ts';
import { type FreeWords, readFreeWords } from './free-words.ts';
import type { Identity, Located } from './identity/identity.ts';
import { recallFor } from './memory/recall.ts';
import type { RequestLimits } from './requests.ts';
import { askedWords } from './runs/asked-words.ts';
import { type Acceptance, type AcceptedRun, acceptRun } from './runs/run.ts';

export interface Submission {
  calls: readonly ReadCall[];
  /** What tells this event from every other: the same one makes no second run. */
  source: string;
  externalId: string;
  conversationKey: string;
  address: Address | undefined;
  correlation: string;
  /** As they were typed. */
  words?: string;
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

/** What somebody asked for. */
export interface Asked {
  person: string;
  capabilities: readonly Capability[];
  /** As others may read them; not where nothing was typed. */
  words: string | undefined;
}

/** The first message of a run: what was asked, and by and by how it stands. */
export function rootReply({ person, capabilities, words }: Asked, tone: Reply['tone'], status: string): Reply {
  const titles = capabilities.map(({ title }) => `**${escapeMarkdown(title)}**`).join(', ');
  const line = `**${escapeMarkdown(person)}** asked: ${titles}. ${status}`;
  return { tone, markdown: words === undefined ? line : `${line}\n\n> ${escapeMarkdown(words)}` };
}

/** What free words ask for; anything else asks for itself. */
async function readCalls(
  tx: Tx,
  submission: Submission,
  { registry, hasModel, principal }: Pick<IntakeOptions, 'registry' | 'hasModel'> & { principal: Principal },
): Promise<FreeWords> {
  const { calls } = submission;
  const [only] = calls;
  if (only?.capability.effect !== 'ask' || calls.length > 1) return { calls };
  const input = admit(only.capability, only.raw, principal);
  // Without a model a chat has filled in already what its thread is about.
  const earlier = hasModel
    ? await recallFor(tx, principal, { ...submission, words: typedIn(submission) }, registry)
    : [];
  let left: string | undefined;
  const read = only.capability.read(input, (words) => {
    const { calls, unclear } = readFreeWords(words, { registry, hasModel, projects: principal.projects, earlier });
    left = unclear;
    return calls;
  });
  return { calls: read, ...(left === undefined ? {} : { unclear: left }) };
}

/** Where no words were typed for all of it, those of a call that takes nothing else. */
function typedIn({ words, calls }: Submission): string {
  const [only] = calls;
  if (words !== undefined || only?.capability.effect !== 'ask') return words ?? '';
  return Object.values(only.raw)
    .filter((value) => typeof value === 'string')
    .join(' ');
}

export interface IntakeOptions {
  database: Database;
  identity: Identity;
  registry: Registry;
  requests: RequestLimits;
  tracer: Tracer;
  probe: Probe;
  /** Free words that cannot be read otherwise are left for a model. */
  hasModel: boolean;
}

async function accept(tx: Tx, span: Span, acceptance: Acceptance): Promise<AcceptedRun> {
  const submitted = await acceptRun(tx, acceptance);
  const { number } = submitted.run;
  span.set({
    'adjutant.run.number': number,
    'adjutant.run.known': submitted.kind === 'known',
    'adjutant.correlation': acceptance.correlation,
    'adjutant.capability': acceptance.request.calls.map(({ capability }) => capability).join(', '),
  });
  return submitted;
}

export function createIntake({
  database,
  identity,
  registry,
  requests,
  tracer,
  probe,
  hasModel,
}: IntakeOptions): Intake {
  async function submit(tx: Tx, principal: Principal, submission: Submission): Promise<Submitted> {
    const read = await readCalls(tx, submission, { registry, hasModel, principal });
    const { unclear } = read;
    const asked = withUploads(read.calls, { registry, principal });
    const calls: Call[] = [];
    for (const { capability, raw, after } of asked) {
      const input = await filledFrom(tx, principal, capability, withDefaults(capability, raw, principal));
      if (after) admitLater(capability, input, principal);
      else admit(capability, input, principal);
      calls.push({ capability: capability.name, input, ...(after ? { after } : {}) });
    }
    const ask = unclear === undefined ? {} : { ask: newAsk(unclear, registry, principal) };
    const capabilities = (unclear === undefined ? asked : submission.calls).map(({ capability }) => capability);
    const words = askedWords(typedIn(submission));
    const root = rootReply({ person: principal.name, capabilities, words }, 'working', 'On it …');
    const request = { calls, ...ask, ...(words ? { words } : {}) };
    const submitted = await tracer.span(
      { name: 'accept run', attributes: { 'adjutant.door': principal.door } },
      (span) => accept(tx, span, { ...submission, principal, root, request, trace: tracer.current() }),
    );
    // Only now, as an event that is here already is not asked for once more.
    if (submitted.kind === 'accepted') requests.count(principal);
    return submitted;
  }

  const recordRefusal = (
    tenant: string,
    principal: Principal,
    { calls, correlation }: Submission,
    outcome: string,
  ): Promise<void> =>
    database.withTenant(tenant, (tx) =>
      recordAudit(tx, {
        person: principal.person,
        door: principal.door,
        action: 'asked',
        capability: calls.map(({ capability }) => capability.name).join(', '),
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
        if (principal && submission && isExpected(error)) {
          requests.count(principal);
          await recordRefusal(tenant, principal, submission, error.code);
        }
        throw error;
      }
    },
  };
}
