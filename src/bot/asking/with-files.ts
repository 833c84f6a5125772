import {
  AppError,
  type Capability,
  type ChatFile,
  type Command,
  escapeMarkdown,
  type Field,
  type FileKind,
  fieldsOf,
  isPermitted,
  type Principal,
  type ReadCall,
  type Registry,
  readInput,
  readSeveral,
  typedFields,
  writeFileReference,
} from '../../core/index.ts';
import { noteChatFile, type Services, type Session } from '../../services/index.ts';
import { formOffer, type Say, sentence } from './say.ts';

/** A file of a message, by the number that it has with us. */
export interface BroughtFile {
  name: string;
  reference: string;
}

export const keepingName = 'documents.keep-file';
const projectsOffered = 5;
const filesAtMost = 10;

/** What it probably is; what it is in truth is seen when it is read. */
function probableKind(name: string): FileKind {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (ending === 'patch' || ending === 'diff') return 'patch';
  if (ending === 'pdf' || ending === 'docx' || ending === 'csv') return ending;
  return ending === 'md' || ending === 'markdown' ? 'markdown' : 'text';
}

/** Words that say no more than that there is a file. */
const pointers = new Set(
  `a an the this that these my our it here below above attached attachment enclosed following file files document pdf docx word text
  csv sheet list task tasks card patch diff change changes plan lead please from of in out with by as is new`.split(
    /\s+/,
  ),
);
const onlyPoints = (words: string): boolean =>
  (words.toLowerCase().match(/[^\s.,:;!?]+/g) ?? []).every((word) => pointers.has(word));

/** How the files of a message and its words go together. */
export type Filled =
  | { kind: 'call'; capability: Capability; args: Record<string, string>; rest: string }
  | { kind: 'keep'; project: string | undefined }
  | { kind: 'say'; say: Say };

interface Brought {
  registry: Registry;
  files: readonly BroughtFile[];
}

const freeFields = (capability: Capability, args: Readonly<Record<string, string>>): Field[] =>
  fieldsOf(capability).filter(({ name, files }) => files.length > 0 && args[name] === undefined);

/** Each file to a field of its kind; nothing where it is not plain which goes where. */
function placed(capability: Capability, args: Readonly<Record<string, string>>, files: readonly BroughtFile[]) {
  const free = freeFields(capability, args);
  const placedIn: Record<string, string> = {};
  for (const { name, reference } of files) {
    const kind = probableKind(name);
    const field = free.find((each) => each.files.includes(kind) && placedIn[each.name] === undefined);
    if (!field || (files.length > 1 && !isOnlyOne(kind, files))) return undefined;
    placedIn[field.name] = reference;
  }
  return placedIn;
}

/** Of several files, the only one of its kind has its place; two of a kind could change theirs. */
const isOnlyOne = (kind: FileKind, files: readonly BroughtFile[]): boolean =>
  files.filter(({ name }) => probableKind(name) === kind).length === 1;

const named = (files: readonly BroughtFile[]): string =>
  files.map(({ name }) => `**${escapeMarkdown(name)}**`).join(', ');

type CallCommand = Extract<Command, { kind: 'call' }>;

/** What was asked for goes on without what it does not take; the file is not lost, either. */
function withoutFiles({ capability, args, rest }: CallCommand, { files, registry }: Brought): Say {
  const keep = registry.find(keepingName);
  const it = files.length === 1 ? 'it' : 'them';
  const given = { ...typedFields(readInput({ capability, args: {}, rest }).raw), ...args };
  return {
    reply: {
      tone: 'question',
      markdown: `**${escapeMarkdown(capability.title)}** takes no file besides what you wrote, so nothing was done with ${named(files)}. Go on without ${it}, or keep ${it}.`,
    },
    offers: [
      formOffer(capability, { label: `Go on without ${it}`, args: given }),
      ...(keep
        ? files.map(({ name, reference }) =>
            formOffer(keep, { label: `Keep ${name.slice(0, 30)}`, args: { file: reference } }),
          )
        : []),
    ],
  };
}

function fillCall(command: CallCommand, { files, registry }: Brought): Filled {
  const { capability, args, rest } = command;
  const title = `**${escapeMarkdown(capability.title)}**`;
  const placedIn = placed(capability, args, files);
  if (!placedIn) {
    const takes = freeFields(capability, args);
    if (takes.length === 0) return { kind: 'say', say: withoutFiles(command, { files, registry }) };
    const why = `I do not know which of ${named(files)} is for ${takes.map(({ label }) => `“${label}”`).join(' or ')} of ${title}. Send that one alone, or the files without words.`;
    return { kind: 'say', say: sentence('question', why) };
  }
  const filled = { ...args, ...placedIn };
  if (onlyPoints(rest)) return { kind: 'call', capability, args: filled, rest: '' };
  const { raw } = readInput({ capability, args, rest });
  const clash = Object.keys(placedIn).filter((name) => raw[name] !== undefined && raw[name] !== '');
  if (clash.length === 0) return { kind: 'call', capability, args: filled, rest };
  const reply = {
    tone: 'question' as const,
    markdown: `For ${title} I can take your words or ${named(files)}, and not both. Take the file as it is, or write the rest as name=value.`,
  };
  return { kind: 'say', say: { reply, offers: [formOffer(capability, { label: 'Take the file', args: filled })] } };
}

const projectIn = (text: string): string | undefined => /(?:^|\s)project=["']?([^\s"']+)/i.exec(text)?.[1];

/** What a message with files asks for. */
export function readWithFiles(text: string, command: Command | undefined, brought: Brought): Filled {
  if (readSeveral(brought.registry, text))
    return {
      kind: 'say',
      say: sentence('question', 'With a file ask for one thing at a time. Send it again with the first.'),
    };
  if (command?.kind === 'call') return fillCall(command, brought);
  const words = command?.kind === 'help' ? command.agent?.takesWords : undefined;
  const capability = words && brought.registry.find(`${command?.kind === 'help' ? command.agent?.name : ''}.${words}`);
  if (capability && freeFields(capability, {}).length > 0)
    return fillCall({ kind: 'call', capability, args: {}, rest: '' }, brought);
  return { kind: 'keep', project: projectIn(text) };
}

/** Notes the files with the message that brings them, before anything else is done about it. */
export async function noteFiles(session: Session, files: readonly ChatFile[]): Promise<BroughtFile[]> {
  if (files.length > filesAtMost)
    throw new AppError('input.too-large', `A message may bring ${filesAtMost} files; this one has ${files.length}.`);
  const brought: BroughtFile[] = [];
  for (const file of files) {
    const number = await noteChatFile(session.tx, session.principal, file);
    brought.push({ name: file.name, reference: writeFileReference({ kind: 'upload', number }) });
  }
  return brought;
}

/** Calls that keep them, or the question in which project. */
export function keepCalls(
  { registry }: Pick<Services, 'registry'>,
  { files, project, principal }: { files: readonly BroughtFile[]; project: string | undefined; principal: Principal },
): { calls: readonly ReadCall[] } | { say: Say } {
  const capability = registry.find(keepingName);
  if (!capability) return { say: sentence('warning', 'Files are not taken here.') };
  const [only, ...others] = principal.projects;
  const own = project ?? (others.length === 0 ? only : undefined);
  if (own !== undefined || only === undefined || !isPermitted(principal, capability.permission)) {
    const raw = own === undefined ? {} : { project: own };
    return { calls: files.map(({ reference }) => ({ capability, raw: { ...raw, file: reference } })) };
  }
  return { say: askForProject(capability, files, principal) };
}

function askForProject(capability: Capability, files: readonly BroughtFile[], { projects }: Principal): Say {
  const markdown = `In which of your projects ${files.length === 1 ? 'does' : 'do'} ${named(files)} belong? Press one, or send the message again with project=….`;
  const offers = files.flatMap(({ name, reference }) =>
    projects.slice(0, projectsOffered).map((project) =>
      formOffer(capability, {
        label: files.length > 1 ? `${name.slice(0, 30)}: ${project}` : project,
        args: { project, file: reference },
      }),
    ),
  );
  return { reply: { tone: 'question', markdown }, offers: offers.slice(0, 20) };
}
