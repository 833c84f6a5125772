import { AppError } from '../../core/index.ts';

const howToBegin =
  'To set one up say “digest in #general every weekday 9:00 Europe/Berlin”; for one now, “digest now in #general”.';
const refuse = (message: string): AppError => new AppError('input.invalid', message, { fields: { when: message } });

const verbs: Readonly<Record<string, string>> = {
  pause: 'pause',
  hold: 'pause',
  stop: 'pause',
  resume: 'resume',
  continue: 'resume',
  restart: 'resume',
  delete: 'delete',
  remove: 'delete',
  cancel: 'delete',
};
const ending = new RegExp(
  `^(?:please )?(${Object.keys(verbs).join('|')})\\b(?=\\s+(?:#?\\d|all|every|each|both|the|them|it|my|our|these|those|digests?|schedules?)|[\\s.!?]*$)([\\s\\S]*)`,
  'i',
);
const numbersIn = (text: string): string[] => text.match(/(?<![\w.:-])\d{1,9}(?![\w:-]|\.\d)/g) ?? [];

/** Several at once are asked back, as they would be said one by one. */
export function oneByOne(verb: string, rest: string): AppError {
  const numbers = numbersIn(rest);
  const each = (numbers.length > 0 ? numbers : ['3']).slice(0, 10).map((number) => `digest ${verb} ${number}`);
  const which = numbers.length > 0 ? '' : ' “digest list schedules” shows their numbers.';
  return refuse(
    `Schedules are paused, resumed and deleted one at a time, by number, so nothing was changed.${which} Say “${each.join('; ')}”.`,
  );
}

const changing =
  /^(?:please )?(?:change|move|set|update|edit|shift|reschedule|rename|make|put)\s+(?:(?:the\s+)?(?:schedule|digest|number|no\.?)\s*)?(?:#?(\d{1,9})\b(?![:.]\d)|(?:it|that|them|all|the\s+(?:time|day|channel|title|schedule|digest|zone))\b)/i;
const undoing = /^(?:please )?(?:undelete|restore|recover|bring back|unpause)\b\s*(?:\p{L}+\s+)?#?(\d{0,9})/iu;
const looking =
  /^(?:please )?(?:list|show|see|display|status|overview|which|what)(?:\s+(?:me|us|it|them|all|the|my|our|is|are|there|on))*[\s.!?]*$/i;
const greeting = /^(?:hello|hi|hey|hallo|help|hilfe|thanks|thank you|danke|ok|okay|test)[\s.!?]*$/i;

/** Words that change or look for a schedule set none up: they are answered with what can be done. */
export function checkIsDigest(said: string): void {
  const words = said.trim();
  const [, verb = '', rest = ''] = ending.exec(words) ?? [];
  if (verb !== '') throw oneByOne(verbs[verb.toLowerCase()] ?? '', rest);
  const changed = changing.exec(words);
  if (changed) {
    const number = changed[1] ?? '3';
    throw refuse(
      `A schedule is not changed, as one approval holds for exactly what it posts. Delete it (“digest delete ${number}”) and set it up again with the new time or channel. ${howToBegin}`,
    );
  }
  const undone = undoing.exec(words);
  if (undone) {
    const resume = `digest resume ${undone[1] || '3'}`;
    throw refuse(
      `Say “undo” after a schedule was deleted: that takes back what you did last. One that is only paused goes on with “${resume}”.`,
    );
  }
  if (looking.test(words)) throw refuse(`“digest list schedules” shows what is scheduled. ${howToBegin}`);
  if (greeting.test(words)) throw refuse(`Say where and when a digest is to come. ${howToBegin}`);
}
