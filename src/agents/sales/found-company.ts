import { oneLine, type Reading, reading, type Span } from './reading.ts';

export interface FoundCompany extends Span {
  reading: Reading;
}

export const toFound = (text: string, span: Span, sure: Reading['sure'], why: string): FoundCompany => ({
  ...span,
  reading: reading(oneLine(text.slice(span.start, span.end)), sure, why),
});
