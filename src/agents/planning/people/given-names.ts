/** Frequent given names of many countries: who bears one is taken for a person. Written without accents. */
const names = new Set(
  [
    'adam adrian ahmed aisha akira alan albert alejandra alejandro alessandro alex alexander alexandra alexis ali alice alicia alina alvaro amanda amelia amina amir amy ana anastasia anders andre andrea andreas andrei andrew andy angel angela anita anja anke anna anne annette annika antje anton antonia antonio arjun arne arthur ashley astrid axel ayse',
    'barbara beate beatriz ben benedikt benjamin bernd beth bettina bianca birgit bjorn bob boris brandon brian bruno camila carl carla carlos carmen carolina caroline carsten catherine cecilia charles charlie charlotte chen chiara chloe chris christian christiane christina christine christoph christopher claire clara claudia clemens connor cornelia cristina',
    'dan dana daniel daniela danny dario david deborah deniz dennis derek diana diego dieter dimitri dirk dmitri dominik dora doris dylan eduardo edward elena eli elias elif elisa elisabeth elizabeth ella ellen emil emilia emily emma enrique eric erik erika ernesto esther ethan eugen eva evan evelyn',
    'fabian fatima felipe felix fernanda fernando fiona florian francesca francesco francisco franz franziska fred frederik frieda friedrich gabriel gabriela gary george georg gerald gerd gerhard giulia giuseppe gloria gonzalo gregor greg greta guido gustavo hamza hannah hans harald harry hassan heather heidi heike heinrich helen helena helga henri henrik henry hiroshi holger hugo',
    'ian ibrahim ignacio igor ines inga ingo ingrid irene irina isabel isabella ivan jackson jacob jakob james jamie jan jana jane janet janine jasmin jason javier jean jeff jennifer jens jeremy jessica jesus jill jim jimmy joan joana joao joe joel joerg johan johanna johannes john johnny jon jonas jonathan jordan jorge jose joseph josh joshua juan juana julia julian juliane julie jurgen justin',
    'kai karen karim karin karl karla karolina karsten katarina kate katharina katherine kathrin katie katja katrin kayla keiko keith kelly ken kenji kenneth kerstin kevin khalid kim klaus konrad kristin kristina kurt kyle lara larry lars laura lauren lea leah leila lena leo leon leonardo leonie leticia lina linda lindsay lisa liz lorena lorenzo louis louise luca lucas lucia lucy luis luisa lukas luke lutz',
    'madison magdalena mai maja malik manfred manuel manuela mara marc marcel marcela marco marcos marcus margaret maria mariam mariana marie mario marion marius markus marta martha martin martina mary mateo mathias matt matteo matthew matthias maurice max maximilian megan mehmet mei melanie melissa mia michael michaela michelle miguel mika mike mila milan mira miriam mohamed mohammed monica monika moritz mustafa',
    'nadia nadine nadja natalia natalie nathalie nathan neil nicholas nick nico nicola nicole niklas nikolai nils nina noah noel nora norbert norman olaf ole oleg olga oliver olivia omar oscar oskar otto pablo pamela paola patricia patrick paul paula pauline pavel pedro peggy peter petra phil philip philipp phoebe pia pierre priya quentin rachel rafael rahul raj ralf ramon raquel raul rebecca regina reiner renate ricardo richard rita robert roberto robin rodrigo roger roland rolf roman ron ronja rosa ruben rudolf ruth ryan',
    'sabine sabrina sally salma sam samantha samira samuel sandra sanjay santiago sara sarah sascha scott sean sebastian selina sergei sergio shreya silke silvia simon simone sofia sonia sonja sophia sophie stefan stefanie stella stephan stephanie stephen steve steven sunita susan susanne sven svenja sylvia tamara tanja tanya tara tatiana teresa thea theo theresa thomas thorsten tim timo tina tobias tom tomas tony tyler udo ulf ulrich ulrike ursula ute uwe',
    'valentin valentina valeria vanessa vera veronica veronika victor victoria viktor vincent vladimir volker walter wang wei wendy werner wilhelm wolfgang xavier ximena yan yang yannick yasmin yuki yusuf yvonne zara zhang zoe zofia',
  ]
    .join(' ')
    .split(' '),
);

/** Names that are words as well: a person only where the words around them say so. */
const alsoWords = new Set(
  'amber angel art bill chase dawn drew faith frank grace hope jack jordan joy june mark max may page pat ray rob rose sky sue summer will'.split(
    ' ',
  ),
);

/** Products, companies and languages that people work with, and no people. */
const noPeople = new Set(
  'adobe amazon android angular apple asana atlassian aws azure bing canva chatgpt claude confluence css databricks docker dropbox elastic excel facebook figma firebase git github gitlab gmail golang google graphql hubspot html instagram ios java javascript jenkins jira kafka kotlin kubernetes laravel linkedin linux mac magento mailchimp microsoft miro mongodb mysql netflix next node notion okta openai oracle outlook paypal php postgres powerpoint python rails react redis ruby rust salesforce sap sentry servicenow shopify slack snowflake spring sql stripe swift tableau teams terraform tiktok twitter typescript vue windows woocommerce wordpress youtube zapier zendesk zoom'.split(
    ' ',
  ),
);
const noNames = new Set(
  'i we you they he she it our my your their the a an this that these those and or but if when then also all some every each new first next last please plan goal project team monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december spring summer autumn winter christmas easter europe germany berlin london paris madrid spain france italy asia america usa uk eu english german french spanish'.split(
    ' ',
  ),
);

const folded = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').replace('ø', 'o').toLowerCase();

/** How sure it is that a capital word names a person. */
export type Likeness = 'person' | 'maybe' | 'none';

export function likenessOf(name: string): Likeness {
  const [first = '', ...others] = folded(name).split(/\s+/);
  if (name.startsWith('@') || name.startsWith('<@')) return 'person';
  if (noPeople.has(first) || noNames.has(first) || /['’]s$/.test(first)) return 'none';
  if (names.has(first)) return 'person';
  return others.some((word) => noPeople.has(word) || noNames.has(word)) ? 'none' : 'maybe';
}

/** Wherever it stands. */
export const isSurelyName = (word: string): boolean => likenessOf(word) === 'person' && !alsoWords.has(folded(word));
