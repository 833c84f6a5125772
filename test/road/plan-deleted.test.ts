import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
let maria: Person;
let amina: Person;
beforeAll(async () => {
  world = await startWorld();
  maria = personIn(world, world.aurora, 'Maria');
  amina = personIn(world, world.aurora, 'Amina');
});
afterAll(() => world.close());

const toldTo = ({ where }: Person): string[] => {
  const { drive } = world.vendors.slack;
  return drive.channelHistory(drive.openDirect(where).id).map(({ text }) => text);
};

async function planOf(person: Person, title: string, shown = title): Promise<number> {
  await person.command(`plan ${title}:\n- Design 2d\n- Build 3d after Design`);
  const found = await waitFor(
    `the plan ${title}`,
    () =>
      person
        .texts()
        .map((text) => /Plan (\d+): /.exec(text.includes(shown) ? text : '')?.[1])
        .find((number) => number !== undefined),
    // The first picture of a process takes longer than all later ones.
    30_000,
  );
  return Number(found);
}

describe('a plan that somebody else deletes', () => {
  it('is told to who made it, once, with the way back', async () => {
    const number = await planOf(maria, 'Open the R&D kiosk', 'Open the R&amp;D kiosk');
    await amina.command(`plan delete ${number}`);
    await amina.sees(/is deleted/);
    const told = await waitFor('the notice', () => toldTo(maria).find((text) => text.includes('deleted')));
    expect(told).toContain(`*Amina Diallo* deleted *Plan ${number}: Open the R&amp;D kiosk*`);
    expect(told).toContain(`plan restore ${number}`);
    expect(toldTo(amina)).toEqual([]);
    expect(toldTo(maria).filter((text) => text.includes('deleted'))).toHaveLength(1);
    await maria.command(`plan restore ${number}`);
    await maria.sees(/is back/);
  });

  it('is told to nobody when they made it themselves', async () => {
    const before = toldTo(maria).length;
    const number = await planOf(maria, 'Paint the door');
    await maria.command(`plan delete ${number}`);
    await maria.sees(new RegExp(`Plan ${number}: Paint the door\\* is deleted`));
    await world.vendors.slack.drive.settled();
    expect(toldTo(maria)).toHaveLength(before);
  });
});
