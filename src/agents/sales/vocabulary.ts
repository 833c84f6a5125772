/** Words of a name that are written small. */
export const particles = new Set(
  'van von der den de del della di da dos das du la las le los bin ibn al el ben bat ten ter te zu zum y e af av'.split(
    ' ',
  ),
);

/** Capital words that begin a sentence, name a time, or address somebody, and are no part of a name. */
export const noNames = new Set(
  [
    'met meeting spoke speaking talked talking call called calling ask asked tell told remind invite phoned emailed mailed visited saw got received add added create capture',
    'please new lead contact prospect customer client today yesterday tomorrow hi hello hey dear regards best kind cheers thanks thank sincerely greetings',
    'i we he she they it you my our his her their your this that these the a an and or but in on at of for from with by to as is was has had wants want needs need',
    'would could should interested looking note notes fyi re fw fwd subject sent date name company email mail e-mail phone tel mobile title position role budget source interest follow demo offer quote',
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december',
    'mr mrs ms miss mx dr prof sir madam herr herrn frau señor señora sr sra don doña monsieur madame mme dipl ing',
    'habe hab traf getroffen gesprochen telefonat anruf anfrage heute gestern morgen hallo guten tag liebe lieber sehr geehrte geehrter mit freundlichen grüßen grüße viele beste ich wir er sie es',
    'mein meine der die das ein eine und oder aber bitte neuer neue kontakt firma kunde kundin interessent interessentin telefon mobil handy messe termin angebot auf bei von aus am im',
    'montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember',
    'conocí conoci hablé hable llamó llamo hoy ayer mañana hola estimado estimada saludos cordiales atentamente el la los las un quiere necesita busca nombre empresa correo teléfono telefono móvil',
    'rencontré bonjour cordialement je nous il elle le les société nom',
    'trade fair show expo conference webinar linkedin website web hall stand booth',
  ]
    .join(' ')
    .split(' '),
);

/** Forms of companies, as they are written. */
export const companyForms = new Set(
  [
    'GmbH gGmbH mbH AG SE KG KGaA OHG UG GbR eG eV e.V. e.K. Inc Inc. LLC L.L.C. LLP LP Ltd Ltd. Limited Corp Corp. Corporation Co. PLC plc Plc',
    'S.A. SA S.L. SL S.L.U. SLU S.A.S. SAS SARL S.A.R.L. SpA S.p.A. SRL S.r.l. Srl B.V. BV N.V. NV AB AS ASA A/S ApS Oy Oyj OY Pty Pte',
    's.r.o. a.s. Kft. Kft Zrt d.o.o. OOO ООО ЗАО АО S.C. LDA Lda INC LTD CORP GMBH Co Ltda Ltda. EIRL K.K. KK GK S.à r.l.',
  ]
    .join(' ')
    .split(' '),
);
/** Forms that stand before the name. */
export const leadingForms = new Set(['ООО', 'ЗАО', 'ОАО', 'ПАО', 'АО', 'OOO', 'PT']);
/** What goes on behind a form: `GmbH & Co. KG`, `S.A. de C.V.`, `Pty Ltd`. */
export const formTail = /^(?:,? (?:& Co\.? KG(?:aA)?|de C\.?V\.?|Ltd\.?|Limited|& Co\.?))/;

/** Words that stand in the names of companies more than anywhere else. */
export const companyWords =
  /^(?:group|holding|holdings|labs|laboratories|technologies|technology|tech|systems|solutions|software|consulting|industries|bank|university|hospital|logistics|robotics|logistik|foods|motors|energy|pharma|partners|ventures|capital|media|studios|networks|airlines|insurance|werke|maschinenbau|gruppe|stadtwerke|universität|klinikum|grupo|banco|universidad)$/i;

/** Where somebody is met; no company. */
export const events =
  /\b(?:messe|fair|expo|summit|congress|kongress|conference|konferenz|convention|tradeshow|feria|congreso|salon|forum|meetup|webinar|days?|hannover messe|ces|mwc|cebit)\b/i;

/** Where somebody comes from; no company. */
export const places = new Set(
  [
    'berlin hamburg munich münchen cologne köln frankfurt stuttgart vienna wien zurich zürich geneva london paris madrid barcelona valencia lisbon rome milan amsterdam brussels copenhagen',
    'stockholm oslo helsinki warsaw prague budapest athens istanbul moscow kyiv dublin manchester new-york boston chicago seattle austin toronto vancouver mexico bogotá lima santiago',
    'tokyo osaka seoul beijing shanghai shenzhen singapore sydney melbourne mumbai delhi dubai cairo lagos nairobi germany deutschland austria österreich switzerland schweiz france spain',
    'españa italy italia netherlands belgium poland sweden norway denmark finland portugal ireland england scotland uk usa us america canada méxico brazil argentina chile china japan korea india australia europe asia africa',
  ]
    .join(' ')
    .split(' '),
);

/** The most frequent Chinese family names; two of two characters. */
const hanSurnames =
  '王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鐘姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴武莫孔汤湯';
const hanDoubleSurnames = ['欧阳', '歐陽', '司马', '司馬', '上官', '诸葛', '諸葛', '东方', '東方'];

/** Family name before given name. */
export function splitHanName(name: string): { last: string; first: string } | undefined {
  const double = hanDoubleSurnames.find((each) => name.startsWith(each));
  const last = double ?? (hanSurnames.includes(name.charAt(0)) ? name.charAt(0) : '');
  return last === '' || name.length === last.length ? undefined : { last, first: name.slice(last.length) };
}
