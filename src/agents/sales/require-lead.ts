import { AppError, type Context, type SalesforceRecord } from '../../core/index.ts';
import { nameOf, requireOpen, textOf, wantedOfLead } from './lead-record.ts';
import { phoneKey } from './phone.ts';

const most = 20;
const recordId = /\b(00Q[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?)\b/;

function refuse(message: string): AppError {
  return new AppError('input.invalid', message, { fields: { lead: message } });
}

/** A lead as a person names it: by its link or id, its e-mail address, its number, or its name. */
export async function requireLead(
  named: string,
  { salesforce }: Pick<Context, 'salesforce'>,
): Promise<SalesforceRecord> {
  const text = named.trim().replace(/^<?mailto:([^|>]+).*$/, '$1');
  const id = recordId.exec(text)?.[1];
  const isNumber = /^[+\d][\d ()./-]{5,}$/.test(text);
  const field = id ? 'Id' : text.includes('@') ? 'Email' : isNumber ? 'Phone' : 'Name';
  const found = await salesforce.findBy('Lead', field, id ?? text, wantedOfLead, most);
  const [record, ...others] = isNumber
    ? found.filter((each) => phoneKey(textOf(each.fields, 'Phone')) === phoneKey(text))
    : found;
  if (!record) {
    throw refuse(
      `There is no lead “${text.slice(0, 100)}” in Salesforce. Give its e-mail address or its link, or capture it first.`,
    );
  }
  if (others.length === 0) return requireOpen(record);
  const list = [record, ...others]
    .slice(0, 5)
    .map((each) => `${nameOf(each)} (${textOf(each.fields, 'Company')}) ${each.url}`);
  throw refuse(`${found.length} leads are called “${text.slice(0, 100)}”. Give the link of one: ${list.join(', ')}`);
}
