import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import {
  asCommand,
  isAppError,
  nearestTo,
  readCommand,
  readInput,
  readSeveral,
  readSurely,
  understand,
} from '../../../src/core/index.ts';

const speaker = { projects: ['aurora/adjutant', 'aurora/shop'] };

/** What words come to: each capability with its values. Empty where it is asked back. */
function callsOf(text: string): [string, Record<string, unknown>][] {
  const words = asCommand(registry, text, speaker);
  const commands = readSeveral(registry, words)?.map(({ command }) => command) ?? [readCommand(registry, words)];
  return commands.flatMap((command) =>
    command.kind === 'call'
      ? [[command.capability.name, readInput(command).raw] as [string, Record<string, unknown>]]
      : [],
  );
}

describe('understand', () => {
  it.each<[string, string, Record<string, unknown>]>([
    [
      'Hi Adjutant, could you please draw up a plan for the move to Hamburg by 30 June?',
      'planning.make-plan',
      { goal: 'the move to Hamburg by 30 June' },
    ],
    [
      'We have to replace the firewall by 15 April, can you break that down into tasks?',
      'planning.make-plan',
      { goal: 'replace the firewall by 15 April' },
    ],
    ['put these on a timeline: Survey 3d; Permits 2w after Survey; Dig 5d after Permits', 'planning.make-plan', {}],
    ['the vendor needs ten more days for task 2.1 in plan 4', 'planning.change-plan', { plan: 4 }],
    ['how late are we in plan 6?', 'planning.show-plan', { plan: 6 }],
    ['throw plan 5 away please', 'planning.delete-plan', { plan: 5 }],
    ['I removed plan 14 by accident, can I get it back?', 'planning.restore-plan', { plan: 14 }],
    ['Jonas takes over risk 4', 'risk.update-risk', { number: 4, owner: 'Jonas' }],
    ['which risks have nobody taking care of them?', 'risk.show-register', { owner: 'nobody' }],
    [
      'I am worried that our only supplier goes bankrupt',
      'risk.assess-project',
      { words: 'our only supplier goes bankrupt' },
    ],
    [
      'in aurora/shop please change "Add to basket" to "Add to cart" everywhere under src/',
      'coding.replace-text',
      { project: 'aurora/shop', find: 'Add to basket', replace: 'Add to cart', paths: 'src/**' },
    ],
    [
      'can we get lodash up to 4.17.21 in aurora/shop?',
      'coding.upgrade-dependency',
      { project: 'aurora/shop', dependency: 'lodash', version: '4.17.21' },
    ],
    ['is !12 green yet?', 'coding.follow-merge-request', { mergeRequest: '!12' }],
    [
      'this should go out on X on 3 June at 10:00 Europe/Vienna: "We ship to Norway."',
      'marketing.schedule-post',
      { text: 'We ship to Norway.', at: '3 June at 10:00 Europe/Vienna' },
    ],
    [
      'please tweet "We are hiring" and let #general know',
      'marketing.publish-post',
      { text: 'We are hiring', channel: 'general' },
    ],
    [
      'our lead Karen Webb has a new mobile number, it’s +44 7700 900123',
      'sales.update-record',
      { lead: 'Karen Webb', mobile: '+44 7700 900123' },
    ],
    [
      'we’d like a summary in #leads each Monday at 8:30 Europe/Berlin',
      'communications.schedule-digest',
      { channel: 'leads', when: 'each Monday 8:30 Europe/Berlin' },
    ],
    ['hold schedule 7 until we are back', 'communications.pause-schedule', { number: 7 }],
    [
      'I have to brief management tomorrow: what did we do last month?',
      'communications.write-report',
      { audience: 'management', period: 'last month' },
    ],
    ['how did run 1187 end?', 'orchestrator.show-run', { number: 1187 }],
    ['who signed off on the tweet yesterday?', 'audit.show-trail', { action: 'decided', from: 'yesterday' }],
    ['hey, which projects can I use here?', 'identity.who-am-i', {}],
  ])('%j asks for %s', (text, name, values) => {
    expect(callsOf(text)).toEqual([[name, expect.objectContaining(values)]]);
  });

  it('takes a patch for what it is, with the project that stands beside it', () => {
    const patch = '--- a/vat.json\n+++ b/vat.json\n@@ -1 +1 @@\n-"vat": "19"\n+"vat": "20"';
    expect(callsOf(`Jonas sent me this for aurora/shop, can you get it in?\n\`\`\`\n${patch}\n\`\`\``)).toEqual([
      ['coding.apply-patch', { project: 'aurora/shop', patch: expect.stringContaining('+"vat": "20"') }],
    ]);
  });

  it('divides two requests at “then”', () => {
    const text = 'set up a timeline for the app relaunch by 1 July, then check what might go wrong with it';
    expect(callsOf(text).map(([name]) => name)).toEqual(['planning.make-plan', 'risk.assess-project']);
  });

  it('asks back where the end may be a request of its own', () => {
    const text = 'could you look at what may go wrong in plan 5, and draft a tweet about the launch';
    expect(() => understand(registry, text, speaker)).toThrow(/may be a request of its own, so nothing was begun/);
  });

  it.each([
    'book a room for six people on Thursday at 2 pm',
    'merge !22 please',
    'approve run 77 for me, I am in the car',
    'can you fix it?',
    'what is the capital of Norway?',
    'give Priya access to aurora/shop',
    'close issue #45 in aurora/shop',
    'delete it',
  ])('%j asks for nothing that is here', (text) => {
    expect(callsOf(text)).toEqual([]);
  });

  it.each([
    'Ben wants to delete plan 3',
    'ben wants plan 3 deleted',
    'Ben deleted plan 3',
    'I was told to delete plan 3',
    'if Ben has no time, delete plan 3',
    'Maria said we should publish the post "Hello"',
    'they want to publish the post "Hello"',
    'Ben says risk 3 is closed',
    'the customer asked us to pause schedule 4',
  ])('%j tells what others want, and orders nothing', (text) => {
    expect(callsOf(text)).toEqual([]);
  });

  it.each<[string, string]>([
    ['Ben deleted plan 3, can you bring it back please', 'planning.restore-plan'],
    ['Petra from Nordwind wants to buy 40 licences', 'sales.capture-lead'],
    ['keep me posted on !88', 'coding.follow-merge-request'],
    ['the board wants to see a status report for last month', 'communications.write-report'],
  ])('%j tells of others, and asks for %s', (text, name) => {
    expect(callsOf(text).map(([each]) => each)).toEqual([name]);
  });

  it.each([
    ['what is a critical path', 'planning.show-plan'],
    ['what’s a lead?', 'sales.capture-lead'],
    ['what is a risk register?', 'risk.show-register'],
    ['explain what a merge request is', 'coding.follow-merge-request'],
  ])('%j asks what a word means: nothing is shown, and %s is near', (text, name) => {
    expect(callsOf(text)).toEqual([]);
    expect(nearestTo(registry, text).map((each) => each.name)).toContain(name);
  });

  it('shows the critical path that is somebody’s', () => {
    expect(callsOf('what is the critical path of plan 3')).toEqual([['planning.show-plan', { plan: 3 }]]);
  });

  it.each<[string, string[]]>([
    ['make a plan for the fair; then post it', ['planning.make-plan', 'marketing.draft-post']],
    ['make a plan for the fair, then create its issues', ['planning.make-plan', 'planning.create-issues']],
  ])('%j goes on with what came before', (text, names) => {
    expect(callsOf(text).map(([name]) => name)).toEqual(names);
  });

  it('says which half it did not understand, and does not take both for one', () => {
    const text = 'make a plan for the fair; post it';
    expect(() => understand(registry, text, speaker)).toThrow(/did not understand “post it”, so nothing was begun/);
  });

  it.each<[string, string]>([
    ['post "Doors open at nine" on X', 'marketing.publish-post'],
    ['lead tom@reyes.example is head of sales from now on', 'sales.update-record'],
    ['plan 4 is not needed any more, throw it away', 'planning.delete-plan'],
  ])('%j begins with an agent’s name by chance, and asks for %s', (text, name) => {
    expect(callsOf(text).map(([each]) => each)).toEqual([name]);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['plan 3 workshops in May', 'planning.make-plan', { goal: '3 workshops in May' }],
    ['post "We launch; come and see"', 'marketing.draft-post', {}],
  ])('%j is said to the agent that it names', (text, name, values) => {
    expect(callsOf(text)).toEqual([[name, expect.objectContaining(values)]]);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['zeig mir den Plan 3', 'planning.show-plan', { plan: 3 }],
    ['Erstelle einen Plan für den Umzug bis Juni', 'planning.make-plan', { goal: 'den Umzug bis Juni' }],
    ['kannst du bitte einen Plan für den Messestand erstellen?', 'planning.make-plan', { goal: 'den Messestand' }],
    ['lösche Plan 3', 'planning.delete-plan', { plan: 3 }],
    ['zeig mir die Risiken', 'risk.show-register', {}],
    ['schreib einen Tweet über unser neues Büro', 'marketing.draft-post', { brief: 'unser neues Büro' }],
    ['pausiere Schedule 4', 'communications.pause-schedule', { number: 4 }],
  ])('%j is German for %s', (text, name, values) => {
    expect(callsOf(text)).toEqual([[name, expect.objectContaining(values)]]);
  });

  it.each([
    'lösche Plan 3 nicht',
    'Ben will Plan 3 löschen',
    'soll ich Plan 3 löschen?',
    'Maria sagt, wir sollen Plan 3 löschen',
    'bitte keinen Plan erstellen',
    'wenn Plan 3 fertig ist, lösche ihn',
    'bestell mir eine Pizza',
  ])('%j orders nothing in German', (text) => {
    expect(callsOf(text)).toEqual([]);
  });

  it.each([
    'plan launch the shop',
    'plan Open the bakery:\nTask\tDays\tOwner\tDepends on\nOven\t3\tJonas\t\nBread\t5\tMaria\tOven',
    'risk register',
    'planning.show-plan plan=3',
    'plna launch the shop',
    'undo',
    'help plan',
  ])('leaves %j as it is', (text) => {
    expect(asCommand(registry, text, speaker)).toBe(text);
  });
});

interface Written {
  says: string;
  capability: string;
}

const read = (name: string): Written[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'requests', `${name}.json`), 'utf8'));

/** Written by people who had not seen the sentences that the router compares with. */
describe.each([
  ['office', 0.88],
  ['workshop', 0.93],
  ['desk', 0.93],
] as const)('60 unseen requests (%s)', (name, floor) => {
  const requests = read(name);
  const asked = requests.map(({ says, capability }) => {
    try {
      const found = callsOf(says).map(([each]) => each);
      return { says, capability, found };
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { says, capability, found: [] };
    }
  });
  const isRight = ({ capability, found }: (typeof asked)[number]): boolean => {
    if (capability === 'none') return found.length === 0;
    return capability === 'orchestrator.ask' ? found.length > 1 : found.length === 1 && found[0] === capability;
  };

  it('are right at once in nearly all', () => {
    expect(requests).toHaveLength(60);
    expect(asked.filter(isRight).length / asked.length).toBeGreaterThanOrEqual(floor);
  });

  it('are never taken for something else', () => {
    expect(asked.filter((each) => each.found.length > 0 && !isRight(each))).toEqual([]);
  });
});

describe('what needs no model', () => {
  const all = ['office', 'workshop', 'desk'].flatMap(read);
  const sure = all.flatMap(({ says, capability }) => {
    if (readCommand(registry, says).kind !== 'unclear') return [];
    const calls = readSurely(registry, says, { ...speaker, earlier: [] });
    return calls ? [{ says, capability, found: calls.map((each) => each.capability.name).join() }] : [];
  });

  it('is two of five requests, at least', () => {
    expect(sure.length / all.length).toBeGreaterThanOrEqual(0.4);
  });

  it('is never taken for something else', () => {
    expect(sure.filter(({ capability, found }) => found !== capability)).toEqual([]);
  });
});
