import {
  agentIn,
  asCommand,
  type Capability,
  countOf,
  type Earlier,
  type Field,
  isPlainAnswer,
  isQuestion,
  type Principal,
  type Registry,
  readAnswer,
  readCommand,
  readFollowUp,
  readSeveral,
  readSurely,
  unlessRefused,
} from '../../core/index.ts';
import type { AskedQuestion } from '../../services/index.ts';

/** What somebody was asked back, as it can be answered now. */
export interface OpenQuestion {
  asked: AskedQuestion;
  principal: Principal;
  capability: Capability;
  field: Field;
}

/** Whoever refuses words has read them as something. */
const isReadOrRefused = (isRead: () => boolean): boolean => unlessRefused(isRead) ?? true;

const quoted = /^(?:["'“”„‘’‚][\s\S]*["'“”‘’]|```[\s\S]*```)$/;
const undoAtMost = 3;

/** What begins with an agent's name, or is what only one of them knows word for word. */
function isCommand(registry: Registry, text: string): boolean {
  if (agentIn(registry.agents, text, false) && isReadOrRefused(() => readSeveral(registry, text) !== undefined)) {
    return true;
  }
  const command = readCommand(registry, text);
  if (command.kind === 'undo') return command.agent !== undefined || countOf(text) <= undoAtMost;
  if (command.kind === 'help') return command.about !== 'start' && text.trim() !== '';
  return command.kind === 'call';
}

/** Whatever is written may be its answer. */
const isAnyText = ({ field }: OpenQuestion): boolean =>
  ['text', 'lines'].includes(field.kind) && field.name !== 'project';

/** A value of a kind is that, whatever else it may be; any text may be one. */
function isValue(open: OpenQuestion, text: string): boolean {
  return !isAnyText(open) && unlessRefused(() => readAnswer(open, text, open.principal)) !== undefined;
}

/** Whether something of ours would be changed by words that need not mean that: `the delivery is late` is a worry, and a fine post. */
function isDoubtful(registry: Registry, text: string, principal: Principal): boolean {
  const command = unlessRefused(() => readCommand(registry, asCommand(registry, text, principal)));
  const isChange = command?.kind === 'call' && command.capability.effect === 'write';
  return isChange && readSurely(registry, text, { projects: principal.projects, earlier: [] }) === undefined;
}

/** Whether words ask for something by themselves, and are no answer to an open question. */
export function isRequest(registry: Registry, text: string, open: OpenQuestion, earlier: readonly Earlier[]): boolean {
  if (quoted.test(text.trim()) || isPlainAnswer(open, text, open.principal) || isValue(open, text)) return false;
  if (isCommand(registry, text)) return true;
  if (isQuestion(text) && readFollowUp(registry, text, earlier) !== undefined) return true;
  const isRead = isReadOrRefused(() => asCommand(registry, text, open.principal) !== text);
  return isRead && !(isAnyText(open) && isDoubtful(registry, text, open.principal));
}
