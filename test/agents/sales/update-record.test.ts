import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { capability } from '../../../src/agents/sales/update-record.ts';
import { parse, readCommand, readInput } from '../../../src/core/index.ts';
import { createSalesforceWorld, type SalesforceWorld } from '../../integrations/salesforce/world.ts';
import { plan, send, undo } from './sending.ts';

let world: SalesforceWorld;
let id: string;
const dana = {
  LastName: 'Ortiz',
  FirstName: 'Dana',
  Company: 'Acme',
  Email: 'dana.ortiz@acme.example',
  Title: 'Buyer',
};
beforeEach(async () => {
  world = await createSalesforceWorld();
  ({ id } = await world.salesforce.upsert('Lead', 'Adjutant_Id__c', 'adj-1', dana));
});
afterEach(() => world.close());

const update = (raw: object) => plan(capability, { project: 'aurora/shop', ...raw }, world.context);
const values = () => world.sandbox.records('Lead').find((row) => row.id === id)?.values;

describe('sales.update-record', () => {
  it('shows each field before and after', async () => {
    const { preview } = await update({ lead: dana.Email, title: 'CTO', rating: 'hot', phone: '+49 30 1234567' });
    expect({ ...preview, links: preview.links?.map(({ label }) => label) }).toMatchInlineSnapshot(`
      {
        "facts": {
          "Company": "Acme",
          "Fields": "3",
        },
        "links": [
          "Lead",
        ],
        "markdown": "Update the lead **Dana Ortiz** in Salesforce?

      - **title**: Buyer → CTO
      - **phone**: (empty) → \\+49 30 1234567
      - **rating**: (empty) → Hot",
      }
    `);
    expect(world.sandbox.countEffects()).toEqual({ leads: 1 });
  });

  it('changes what was named and nothing else, and can be undone', async () => {
    const sent = await send(await update({ lead: dana.Email, title: 'CTO', email: 'none' }), world);
    expect(values()).toMatchObject({ ...dana, Title: 'CTO', Email: null });
    const output = parse(capability.output, sent.at(-1)?.output);
    expect(capability.present(output).markdown).toBe('**Dana Ortiz** was updated in Salesforce.');
    await undo(sent, world);
    expect(values()).toMatchObject(dana);
  });

  it.each([
    ['its link', () => `https://acme.my.salesforce.com/lightning/r/Lead/${id}/view`],
    ['its id', () => id.slice(0, 15)],
    ['its address in other letters', () => 'DANA.ortiz@acme.example'],
    ['its name', () => 'Dana Ortiz'],
  ])('finds the lead by %s', async (_what, named) => {
    const { parts } = await update({ lead: named(), title: 'CTO' });
    expect(parts[0]?.input.record).toBe(id);
  });

  it.each<[string, object, RegExp]>([
    [
      'a lead that is not there',
      { lead: 'nobody@acme.example', title: 'CTO' },
      /no lead “nobody@acme.example” in Salesforce. Give its e-mail/,
    ],
    ['what would end a quote', { lead: "x' OR Name != '", title: 'CTO' }, /There is no lead/],
    ['nothing to change', { lead: dana.Email }, /Say what is to be changed: firstName, lastName/],
    ['what is so already', { lead: dana.Email, title: 'Buyer' }, /nothing would change/],
    [
      'an unknown status',
      { lead: dana.Email, status: 'Sleeping' },
      /no status of your Salesforce. Choose one of: Open - Not Contacted/,
    ],
    ['a wrong address', { lead: dana.Email, email: 'dana' }, /no e-mail address that Salesforce takes/],
    [
      'a text that is too long',
      { lead: dana.Email, title: 'x'.repeat(129) },
      /has 129 characters; Salesforce takes 128/,
    ],
    ['an empty company', { lead: dana.Email, company: 'none' }, /cannot be emptied/],
  ])('refuses %s with what to do', async (_what, raw, message) => {
    await expect(update(raw)).rejects.toMatchObject({ code: 'input.invalid', message: expect.stringMatching(message) });
  });

  it('asks which one when several have the name', async () => {
    await world.salesforce.upsert('Lead', 'Adjutant_Id__c', 'adj-2', {
      ...dana,
      Email: 'dana@other.example',
      Company: 'Other',
    });
    await expect(update({ lead: 'Dana Ortiz', title: 'CTO' })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(
        /2 leads are called “Dana Ortiz”. Give the link of one: .*Other.*Acme|Acme.*Other/,
      ),
    });
  });

  it.each<[string, Record<string, string>]>([
    ['title CTO, rating Hot', { title: 'CTO', rating: 'Hot' }],
    ['her title is Head of IT and the phone is +49 30 1', { title: 'Head of IT', phone: '+49 30 1' }],
    ['company Miller, Smith and Co; first name Ana', { company: 'Miller, Smith and Co', firstName: 'Ana' }],
    ['last name: Ortiz-Lima', { lastName: 'Ortiz-Lima' }],
    ['Dana Ortiz', { lead: 'Dana Ortiz' }],
    ['Dana Ortiz phone +49 30 1, rating Hot', { lead: 'Dana Ortiz', phone: '+49 30 1', rating: 'Hot' }],
    ['Dana Ortiz: her phone is +49 30 1', { lead: 'Dana Ortiz', phone: '+49 30 1' }],
    ['kim@acme.example email kim@new.example', { lead: 'kim@acme.example', email: 'kim@new.example' }],
    ['', {}],
  ])('reads “%s”', (words, changes) => {
    expect(capability.fromWords?.(words)).toEqual(changes);
  });

  it.each([
    [
      'lead update Dana Ortiz phone +49 30 1234567 title="Head of IT"',
      { lead: 'Dana Ortiz', phone: '+49 30 1234567', title: 'Head of IT' },
    ],
    ['lead update kim@acme.example email=kim@new.example', { lead: 'kim@acme.example', email: 'kim@new.example' }],
    ['lead change Dana Ortiz title="Head of IT"', { lead: 'Dana Ortiz', title: 'Head of IT' }],
  ])('is what “%s” asks for, and no new lead', (typed, raw) => {
    const command = readCommand(registry, typed);
    expect(command).toMatchObject({ kind: 'call', capability: { name: capability.name } });
    expect(command.kind === 'call' && readInput(command).raw).toEqual(raw);
  });
});
