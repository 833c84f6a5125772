/** The part of Adaptive Cards 1.5 that we use. */
export interface OpenUrl {
  type: 'Action.OpenUrl';
  title?: string;
  url: string;
}
export interface TextRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  italic?: true;
  strikethrough?: true;
  fontType?: 'Monospace';
  size?: 'Small';
  isSubtle?: true;
  color?: 'Good' | 'Attention' | 'Accent';
  selectAction?: OpenUrl;
}
/** Text in which nothing is read as Markdown: what stands in it is shown to the letter. */
export interface RichText {
  type: 'RichTextBlock';
  id?: string;
  isVisible?: boolean;
  /** Belongs to what stands above it. */
  spacing?: 'Small';
  inlines: TextRun[];
}
export interface Container {
  type: 'Container';
  id?: string;
  isVisible?: boolean;
  style?: 'emphasis';
  items: Element[];
}
export interface Image {
  type: 'Image';
  url: string;
  altText: string;
  size: 'Stretch';
  selectAction?: OpenUrl;
}
export interface ActionSet {
  type: 'ActionSet';
  actions: Action[];
}

interface InputCommon {
  id: string;
  label: string;
  isRequired: boolean;
  errorMessage?: string;
}
export interface TextInput extends InputCommon {
  type: 'Input.Text';
  isMultiline: boolean;
  maxLength: number;
  value?: string;
  placeholder?: string;
}
export interface NumberInput extends InputCommon {
  type: 'Input.Number';
  value?: number;
}
export interface ToggleInput extends InputCommon {
  type: 'Input.Toggle';
  title: string;
  value: 'true' | 'false';
}
export interface ChoiceInput extends InputCommon {
  type: 'Input.ChoiceSet';
  choices: { title: string; value: string }[];
  value?: string;
}
export type Input = TextInput | NumberInput | ToggleInput | ChoiceInput;
export type Element = RichText | Container | Image | ActionSet | Input;

/** What a button carries back to us, with the inputs of its card beside it. */
export type ButtonData = Readonly<Record<string, unknown>> & { adjutant: string };
export interface Submit {
  type: 'Action.Submit';
  title: string;
  data: ButtonData;
}
export interface Execute {
  type: 'Action.Execute';
  title: string;
  verb: string;
  data: ButtonData;
  style?: 'positive' | 'destructive';
  /** For clients that do not know it: the same as a message. */
  fallback: Submit;
}
export interface ToggleVisibility {
  type: 'Action.ToggleVisibility';
  title: string;
  targetElements: string[];
}
export interface ShowCard {
  type: 'Action.ShowCard';
  title: string;
  style?: 'positive' | 'destructive';
  card: Card;
}
export type Action = OpenUrl | Submit | Execute | ToggleVisibility | ShowCard;

export interface Card {
  type: 'AdaptiveCard';
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  version: '1.5';
  /** For who cannot be shown the card. */
  fallbackText?: string;
  body: Element[];
  actions?: Action[];
}

export const cardOf = (body: Element[], actions: Action[] = []): Card => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  body,
  ...(actions.length > 0 ? { actions } : {}),
});

export const bytesOf = (content: unknown): number => Buffer.byteLength(JSON.stringify(content));
export const run = (text: string, look: Omit<TextRun, 'type' | 'text'> = {}): TextRun => ({
  type: 'TextRun',
  text,
  ...look,
});
export const richText = (...inlines: TextRun[]): RichText => ({ type: 'RichTextBlock', inlines });
