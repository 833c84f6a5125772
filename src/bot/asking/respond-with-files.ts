import { asCommand, readCommand } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { submitCalls, tryCall } from './calls.ts';
import { said } from './carry-out.ts';
import { type Answer, askerOf, type Utterance } from './utterance.ts';
import { keepCalls, noteFiles, readWithFiles } from './with-files.ts';

/** What came along is noted first, and for good, as forms that are offered may hold it; it is fetched by the run. */
export async function respondWithFiles(services: Services, text: string, utterance: Utterance): Promise<Answer> {
  const { registry, intake } = services;
  const { files, principal } = await intake.serve(askerOf(utterance), async (session) => ({
    files: await noteFiles(session, utterance.files ?? []),
    principal: session.principal,
  }));
  const meant = asCommand(registry, text, principal);
  const command = text.trim() === '' ? undefined : readCommand(registry, meant);
  const wanted = readWithFiles(meant, command, { registry, files });
  if (wanted.kind === 'say') return said(services, principal, wanted.say);
  if (wanted.kind === 'call') return tryCall(services, utterance, wanted);
  const keeping = keepCalls(services, { files, principal, project: wanted.project });
  if ('say' in keeping) return said(services, principal, keeping.say);
  await intake.serve(askerOf(utterance), (session) => submitCalls(session, utterance, keeping.calls));
  return { kind: 'accepted' };
}
