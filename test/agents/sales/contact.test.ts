import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContact } from '../../../src/agents/sales/contact.ts';
import { normalised } from '../../../src/agents/sales/reading.ts';

const signs = { high: '', medium: '?', low: '??' } as const;
/** `?` is medium and `??` low. */
function read(text: string, country = ''): Record<string, string> {
  const { contact } = readContact({ text, country, dateWords: '' });
  return Object.fromEntries(Object.entries(contact).map(([name, { value, sure }]) => [name, value + signs[sure]]));
}

type Case = [what: string, text: string, found: Record<string, string>];

const dana = { firstName: 'Dana', lastName: 'Ortiz' };
const english: Case[] = [
  [
    'a note after a fair',
    'Met Dana Ortiz from Acme GmbH at the fair, dana.ortiz@acme.example, +49 30 1234567, wants a demo, about 50 seats',
    {
      ...dana,
      company: 'Acme GmbH',
      email: 'dana.ortiz@acme.example',
      phone: '+49 30 1234567',
      interest: 'a demo',
      seats: 'about 50 seats',
      source: 'Trade Show?',
    },
  ],
  [
    'a title, a national number and a budget',
    'Spoke with John Smith, CTO at Globex Corporation. john.smith@globex.com, (415) 555-0132. Interested in the enterprise plan, budget $20,000.',
    {
      firstName: 'John',
      lastName: 'Smith',
      title: 'CTO',
      company: 'Globex Corporation',
      email: 'john.smith@globex.com',
      phone: '(415) 555-0132??',
      interest: 'the enterprise plan',
      budget: '$20,000',
    },
  ],
  [
    'a company behind “of”',
    'Tom Okafor of Borealis Foods, +44 20 7946 0958',
    { firstName: 'Tom?', lastName: 'Okafor?', company: 'Borealis Foods?', phone: '+44 20 7946 0958' },
  ],
  [
    'a title and a name with small words',
    'Dr. Anna-Maria von der Heide, CEO at Nordwind GmbH',
    { firstName: 'Anna-Maria', lastName: 'von der Heide', title: 'CEO', company: 'Nordwind GmbH' },
  ],
  [
    'a form of address in another case, and two legal forms',
    'Habe Herrn Jürgen Müßig von der Söhne & Co. KG getroffen',
    { firstName: 'Jürgen', lastName: 'Müßig', company: 'Söhne & Co. KG' },
  ],
  [
    'somebody who is to be asked',
    'Ask Tom Okafor of Borealis Foods for an offer',
    { firstName: 'Tom?', lastName: 'Okafor?', company: 'Borealis Foods?' },
  ],
  [
    'a name that is an article elsewhere',
    'Una Vega of Omega SA',
    { firstName: 'Una?', lastName: 'Vega?', company: 'Omega SA' },
  ],
  [
    'a company with a legal form behind “of”',
    'Tom Okafor of Borealis Foods Ltd, +44 20 7946 0958',
    { firstName: 'Tom?', lastName: 'Okafor?', company: 'Borealis Foods Ltd', phone: '+44 20 7946 0958' },
  ],
  [
    'a company that has “of” in its name',
    'Tom Okafor from Royal Bank of Scotland Group, +44 20 7946 0958',
    { firstName: 'Tom?', lastName: 'Okafor?', company: 'Royal Bank of Scotland Group?', phone: '+44 20 7946 0958' },
  ],
  [
    'a chief of a company',
    'Priya Raman, CTO of Globex, +1 212 555 0100',
    { firstName: 'Priya?', lastName: 'Raman?', title: 'CTO', company: 'Globex?', phone: '+1 212 555 0100' },
  ],
  [
    'labelled lines',
    'Name: Tom Okafor\nCompany: Borealis Foods\nTitle: Head of IT\nEmail: tom@borealis.example\nPhone: +44 20 7946 0958',
    {
      firstName: 'Tom',
      lastName: 'Okafor',
      company: 'Borealis Foods',
      title: 'Head of IT',
      email: 'tom@borealis.example',
      phone: '+44 20 7946 0958',
    },
  ],
  [
    'a signature',
    'Best regards,\nMichael Brown\nSenior Procurement Manager\nContoso Ltd.\nmichael.brown@contoso.com | +44 20 7946 0958',
    {
      firstName: 'Michael',
      lastName: 'Brown',
      title: 'Senior Procurement Manager',
      company: 'Contoso Ltd.',
      email: 'michael.brown@contoso.com',
      phone: '+44 20 7946 0958',
    },
  ],
  [
    'two numbers and a site',
    'Jane Doe\nVP of Sales\nInitech, Inc.\njane.doe@initech.com\nM: +1 415 555 0132\nT: +1 415 555 0100\nwww.initech.com',
    {
      firstName: 'Jane',
      lastName: 'Doe',
      title: 'VP of Sales',
      company: 'Initech, Inc.',
      email: 'jane.doe@initech.com',
      phone: '+1 415 555 0100',
      mobile: '+1 415 555 0132',
      website: 'www.initech.com',
    },
  ],
  [
    'a name in small letters',
    'met dana ortiz from acme, dana.ortiz@acme.example',
    { firstName: 'Dana?', lastName: 'Ortiz?', company: 'Acme?', email: 'dana.ortiz@acme.example' },
  ],
  [
    'all in capitals',
    'DANA ORTIZ ACME INC DANA@ACME.COM 415-555-0132',
    { firstName: 'DANA', lastName: 'ORTIZ', company: 'ACME INC', email: 'DANA@ACME.COM', phone: '415-555-0132??' },
  ],
  [
    'the family name first',
    'Ortiz, Dana <dana.ortiz@acme.example>',
    { ...dana, company: 'Acme??', email: 'dana.ortiz@acme.example' },
  ],
  ['the family name first, labelled', 'Name: Ortiz, Dana\nCompany: Acme', { ...dana, company: 'Acme' }],
  [
    'an address alone',
    'dana.ortiz@acme.example',
    { firstName: 'Dana??', lastName: 'Ortiz??', company: 'Acme??', email: 'dana.ortiz@acme.example' },
  ],
  [
    'an address that is nobody’s own',
    'info@acme.example asked for an offer',
    { company: 'Acme??', email: 'info@acme.example', interest: 'an offer' },
  ],
  [
    'an address that anybody can have',
    'Visited Robert Bosch at Stuttgart; robert.bosch@gmail.com; 20 users',
    { firstName: 'Robert', lastName: 'Bosch', email: 'robert.bosch@gmail.com', seats: '20 users' },
  ],
  ['a number alone', '+1 415 555 0132', { phone: '+1 415 555 0132' }],
  [
    'a company in brackets',
    'Contact Alice Wong (Widgets), alice@widgets.example, she needs pricing for 250 seats',
    {
      firstName: 'Alice',
      lastName: 'Wong',
      company: 'Widgets?',
      email: 'alice@widgets.example',
      interest: 'pricing for 250 seats',
      seats: '250 seats',
    },
  ],
  [
    'a company behind the title',
    'Got a call from Omar Al-Farsi, procurement manager, Oman Air, +968 2435 1111',
    {
      firstName: 'Omar',
      lastName: 'Al-Farsi',
      title: 'procurement manager',
      company: 'Oman Air?',
      phone: '+968 24 351111',
    },
  ],
  [
    'a company that sounds like one',
    'My name is Ahmed Hassan and I work for Nile Motors. We need 40 licenses. ahmed@nilemotors.eg',
    {
      firstName: 'Ahmed',
      lastName: 'Hassan',
      company: 'Nile Motors?',
      email: 'ahmed@nilemotors.eg',
      interest: '40 licenses',
      seats: '40 licenses',
    },
  ],
  [
    'an abbreviation as a company',
    'Katherine Johnson of NASA wants a quote',
    { firstName: 'Katherine?', lastName: 'Johnson?', company: 'NASA?', interest: 'a quote' },
  ],
  [
    'an apostrophe and a budget in thousands',
    "Please create a lead for Sarah O'Connor at Sky-Net Systems, sarah@sky-net.io, €15k budget",
    {
      firstName: 'Sarah',
      lastName: "O'Connor",
      company: 'Sky-Net Systems?',
      email: 'sarah@sky-net.io',
      budget: '€15k',
    },
  ],
  [
    'a place that is no company',
    'Met Lisa Simpson from Berlin, lisa.simpson@gmx.de',
    { firstName: 'Lisa', lastName: 'Simpson', email: 'lisa.simpson@gmx.de' },
  ],
  [
    'a name behind a colon',
    'webinar signup: Priya Raman, priya@finpay.in, FinPay Pvt Ltd, wants a trial for 12 users',
    {
      firstName: 'Priya',
      lastName: 'Raman',
      company: 'FinPay Pvt Ltd',
      email: 'priya@finpay.in',
      interest: 'a trial for 12 users',
      seats: '12 users',
      source: 'Webinar?',
    },
  ],
  [
    'what Slack makes of an address',
    'Dana Ortiz, Acme Inc, <mailto:dana.ortiz@acme.example|dana.ortiz@acme.example>',
    { ...dana, company: 'Acme Inc', email: 'dana.ortiz@acme.example' },
  ],
  [
    'two people',
    'Bob Lee bob.lee@x-corp.com and Amy Poe amy.poe@x-corp.com from X-Corp Ltd',
    { firstName: 'Bob', lastName: 'Lee', company: 'X-Corp Ltd', email: 'bob.lee@x-corp.com?' },
  ],
  [
    'parts with a slash between',
    'Zoë Krämer / Krämer Logistik / zoe@kraemer-logistik.de / 0049 40 123456',
    {
      firstName: 'Zoë',
      lastName: 'Krämer',
      company: 'Krämer Logistik?',
      email: 'zoe@kraemer-logistik.de',
      phone: '+49 40 123456',
    },
  ],
  [
    'who sent somebody',
    'Referred by Tim: Lucia Rossi, Banco di Roma S.p.A., lucia.rossi@bancoroma.it',
    {
      firstName: 'Lucia',
      lastName: 'Rossi',
      company: 'Banco di Roma S.p.A.',
      email: 'lucia.rossi@bancoroma.it',
      source: 'Referral?',
    },
  ],
  [
    'a first name to an address',
    'Dana wants 100 more seats, dana.ortiz@acme.example',
    {
      firstName: 'Dana?',
      lastName: 'Ortiz??',
      company: 'Acme??',
      email: 'dana.ortiz@acme.example',
      interest: '100 more seats',
    },
  ],
];
const others: Case[] = [
  [
    'German with forms of address',
    'Habe Frau Dr. Anna Müller von der Siemens AG auf der Hannover Messe getroffen. anna.mueller@siemens.com. Interessiert sich für eine Schulung, ca. 200 Nutzer.',
    {
      firstName: 'Anna',
      lastName: 'Müller',
      company: 'Siemens AG',
      email: 'anna.mueller@siemens.com',
      interest: 'eine Schulung',
      seats: 'ca. 200 Nutzer',
      source: 'Trade Show?',
    },
  ],
  [
    'German with a family name alone',
    'Herr Schmidt von Bosch will 20 Lizenzen, herr.schmidt@bosch.de',
    {
      lastName: 'Schmidt',
      company: 'Bosch?',
      email: 'herr.schmidt@bosch.de',
      interest: '20 Lizenzen',
      seats: '20 Lizenzen',
    },
  ],
  [
    'German with a long form of company',
    'Talked to Peter Müller yesterday. Müller & Söhne GmbH & Co. KG, Geschäftsführer. Braucht ein Angebot. 0171 1234567',
    {
      firstName: 'Peter',
      lastName: 'Müller',
      company: 'Müller & Söhne GmbH & Co. KG',
      title: 'Geschäftsführer',
      interest: 'ein Angebot',
      phone: '0171 1234567??',
    },
  ],
  [
    'German with commas only',
    'Erika Mustermann, Einkaufsleiterin, Stadtwerke München, e.mustermann@swm.de',
    {
      firstName: 'Erika',
      lastName: 'Mustermann',
      title: 'Einkaufsleiterin',
      company: 'Stadtwerke München?',
      email: 'e.mustermann@swm.de',
    },
  ],
  [
    'a number whose country the address tells',
    'Max Mustermann, Musterfirma GmbH, max@musterfirma.de, Tel. 030 1234567',
    {
      firstName: 'Max',
      lastName: 'Mustermann',
      company: 'Musterfirma GmbH',
      email: 'max@musterfirma.de',
      phone: '+49 30 1234567?',
    },
  ],
  [
    'Dutch with particles',
    'J. van der Berg (Philips NV) would like a demo, j.vanderberg@philips.nl',
    {
      firstName: 'J.?',
      lastName: 'van der Berg?',
      company: 'Philips NV',
      email: 'j.vanderberg@philips.nl',
      interest: 'a demo',
    },
  ],
  [
    'Spanish with two family names',
    'Hablé con María José García López, directora de compras de Industrias Ruiz S.L., maria.garcia@ruiz.es, tel. 91 123 45 67. Quiere una demo para 30 usuarios.',
    {
      firstName: 'María José',
      lastName: 'García López',
      title: 'directora de compras',
      company: 'Industrias Ruiz S.L.',
      email: 'maria.garcia@ruiz.es',
      phone: '+34 911 23 45 67?',
      interest: 'una demo para 30 usuarios',
      seats: '30 usuarios',
    },
  ],
  [
    'Spanish after a fair',
    'Conocí a Juan Pérez en la feria. Trabaja en Telefónica S.A., gerente de sistemas. juan.perez@telefonica.com',
    {
      firstName: 'Juan',
      lastName: 'Pérez',
      title: 'gerente de sistemas',
      company: 'Telefónica S.A.',
      email: 'juan.perez@telefonica.com',
      source: 'Trade Show?',
    },
  ],
  [
    'French',
    'Bonjour, je suis Marie Dupont de la société Lumière SARL, marie.dupont@lumiere.fr, 01 23 45 67 89. Je voudrais une démo.',
    {
      firstName: 'Marie',
      lastName: 'Dupont',
      company: 'Lumière SARL',
      email: 'marie.dupont@lumiere.fr',
      phone: '+33 1 23 45 67 89?',
      interest: 'une démo',
    },
  ],
  [
    'Chinese in a sentence',
    '今天在展会认识了上海明华科技有限公司的李娜经理，电话 +86 138 1234 5678，邮箱 lina@minghua.cn，想要产品演示，大约50个用户',
    {
      firstName: '娜',
      lastName: '李',
      title: '经理',
      company: '上海明华科技有限公司',
      email: 'lina@minghua.cn',
      phone: '+86 138 1234 5678',
      interest: '产品演示',
      seats: '大约50个用户',
      source: 'Trade Show?',
    },
  ],
  [
    'Chinese in labelled lines',
    '联系人：王伟\n公司：北京字节科技\n手机：13812345678',
    { firstName: '伟', lastName: '王', company: '北京字节科技', mobile: '13812345678??' },
  ],
  [
    'Chinese with a family name of two',
    '姓名：欧阳明月\n公司：华为技术有限公司',
    { firstName: '明月', lastName: '欧阳', company: '华为技术有限公司' },
  ],
  [
    'Japanese',
    '田中太郎様 株式会社山田製作所 tanaka@yamada.co.jp デモ希望',
    { lastName: '田中太郎?', company: '株式会社山田製作所', email: 'tanaka@yamada.co.jp' },
  ],
  [
    'Korean',
    '김민수 과장님 삼성전자 minsu.kim@samsung.com',
    { firstName: '민수', lastName: '김', company: 'Samsung??', email: 'minsu.kim@samsung.com' },
  ],
  [
    'Russian',
    'Иван Петров, ООО Ромашка, ivan.petrov@romashka.ru, +7 495 123-45-67',
    {
      firstName: 'Иван?',
      lastName: 'Петров?',
      company: 'ООО Ромашка',
      email: 'ivan.petrov@romashka.ru',
      phone: '+7 495 123 45 67',
    },
  ],
  [
    'wide letters and digits',
    'Ｄａｎａ Ｏｒｔｉｚ, Acme GmbH, ＋49 30 1234567',
    { firstName: 'Dana?', lastName: 'Ortiz?', company: 'Acme GmbH', phone: '+49 30 1234567' },
  ],
];
const nobody: Case[] = [
  ['small talk', 'call me maybe', {}],
  ['an old sentence', 'The quick brown fox jumps over the lazy dog', {}],
  ['nothing', '', {}],
  ['an invoice', 'Invoice 4711 from 24.11.2026, order 12345678, total 1.234,56 EUR', { budget: '1.234,56 EUR' }],
  ['people without a name', 'Somebody stopped by, no cards', {}],
  ['an address that is none', 'write to dana(at)acme dot example', {}],
  ['signs only', '!!! ??? @@@ +++ --- ...', {}],
];

describe('the fields of a contact', () => {
  it.each([...english, ...others])('are read from %s', (_what, text, found) => {
    expect(read(text)).toEqual(found);
  });

  it.each(nobody)('are not made up from %s', (_what, text, found) => {
    expect(read(text)).toEqual(found);
  });

  it('say what they rest on, and what was left out', () => {
    const { contact, leftOut } = readContact({
      text: 'Bob Lee bob.lee@x-corp.de and amy.poe@x-corp.de, 030 1234567, https://www.linkedin.com/in/bob',
      country: '',
      dateWords: '',
    });
    expect(contact.company?.why).toBe('not written, taken from the e-mail address (@x-corp.de)');
    expect(contact.phone?.why).toBe('no country code; read as a number of DE, as the e-mail address ends so');
    expect(contact.email?.why).toBe('the first of 2 addresses');
    expect(leftOut).toEqual(['amy.poe@x-corp.de', 'https://www.linkedin.com/in/bob']);
  });

  it.each([
    ['Dana Ortiz of Acme dana@acme.example and Tom Okafor of Borealis tom@borealis.example', ['Tom Okafor']],
    ['Dana Ortiz of Acme; Tom Okafor of Borealis', ['Tom Okafor']],
    ['Bob Lee bob.lee@x-corp.de, Amy Poe amy.poe@x-corp.de', ['Amy Poe']],
    ['Dana Ortiz of Acme GmbH, and Head Of IT is Peter', []],
    ['Met Dana Ortiz from Acme, introduced by Peter Schmidt from Siemens, dana.ortiz@acme.example', []],
    ['Dana Ortiz and Sons of Berlin', []],
  ])('are one person, and the others are named: %s', (text, others) => {
    expect(readContact({ text, country: '', dateWords: '' }).others).toEqual(others);
  });

  it.each([
    ['DE', '030 1234567', '+49 30 1234567'],
    ['us', '(415) 555-0132', '+1 415 555 0132'],
    ['', '030 1234567', '030 1234567??'],
    ['XX', '030 1234567', '030 1234567??'],
  ])('read numbers in the country that was given: %s', (country, phone, value) => {
    expect(read(`Dana Ortiz, tel ${phone}`, country).phone).toBe(value);
  });
});

const word = fc.constantFrom(
  ...'Dana Ortiz Acme GmbH from at , . \n dana@acme.example +49 30 1234567 wants demo Herr von der 李娜 经理 公司 CEO of (415) 555-0132 Name: Company: budget €5k seats 50 & - / Ltd'.split(
    ' ',
  ),
);
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
);
const digits = (text: string): string => text.replace(/\D/g, '');

describe('whatever is written', () => {
  it('is read without falling over, and nothing is found that is not there', () => {
    fc.assert(
      fc.property(texts, (raw) => {
        const text = normalised(raw);
        const { contact } = readContact({ text: raw, country: 'DE', dateWords: '' });
        if (contact.email) expect(text).toContain(contact.email.value);
        for (const number of [contact.phone, contact.mobile]) {
          // The country's code may be put before it, in place of a leading zero.
          if (number) expect(digits(text)).toContain(digits(number.value).slice(-6));
        }
        for (const field of ['interest', 'seats', 'budget', 'title'] as const) {
          const value = contact[field]?.value;
          if (value) expect(text.replace(/\s+/g, ' ')).toContain(value);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is read the same way twice', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const request = { text, country: '', dateWords: '' };
        expect(readContact(request)).toEqual(readContact(request));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['one letter', 'a'],
    ['one capital', 'A '],
    ['digits', '12 '],
    ['a sign of an address', '@.'],
    ['Han', '李娜'],
    ['blanks', ' \n'],
    ['a company’s form', 'GmbH & '],
    ['a start of a name', 'Name: '],
  ])(
    'is read when 20,000 characters repeat %s',
    (_what, piece) => {
      const text = piece.repeat(Math.floor(20_000 / piece.length));
      expect(readContact({ text, country: '', dateWords: '' }).contact.email).toBeUndefined();
    },
    5_000,
  );
});
