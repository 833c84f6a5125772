import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRule } from '../../../src/agents/communications/read-rule.ts';
import { ruleInWords } from '../../../src/agents/communications/rule-words.ts';
import { findZone } from '../../../src/core/index.ts';

/** As `1-5 09:00 Europe/Berlin`, with `/2` for every second week. */
const shortOf = (text: string): string => {
  const { days, time, zone, everyWeeks } = readRule(text).rule;
  return `${days.join('')} ${time} ${zone}${everyWeeks === 1 ? '' : ` /${everyWeeks}`}`;
};

describe('a rule', () => {
  it.each([
    ['every weekday 9:00 Europe/Berlin', '12345 09:00 Europe/Berlin'],
    ['Mondays and Thursdays at 08:30', '14 08:30 UTC'],
    ['daily 17:00 New York', '1234567 17:00 America/New_York'],
    ['every two weeks on Friday 10am', '5 10:00 UTC /2'],
    ['every day at 9', '1234567 09:00 UTC'],
    ['Every Day At 9 AM', '1234567 09:00 UTC'],
    ['everyday 9am', '1234567 09:00 UTC'],
    ['weekdays at 9 a.m. Berlin time', '12345 09:00 Europe/Berlin'],
    ['Mon-Fri 9:00', '12345 09:00 UTC'],
    ['mon – fri at 18:05 UTC', '12345 18:05 UTC'],
    ['Monday to Wednesday, 9.30', '123 09:30 UTC'],
    ['Friday to Monday at noon', '1567 12:00 UTC'],
    ['Mon, Wed & Fri 8am PT', '135 08:00 America/Los_Angeles'],
    ['tue and thu 7pm ET', '24 19:00 America/New_York'],
    ['weekends at 10:00 London', '67 10:00 Europe/London'],
    ['on Saturdays and Sundays, 12 noon, Sydney', '67 12:00 Australia/Sydney'],
    ['every Friday at midnight', '5 00:00 UTC'],
    ['12am on mondays', '1 00:00 UTC'],
    ['12pm on mondays', '1 12:00 UTC'],
    ['12:30 am on mondays', '1 00:30 UTC'],
    ['every morning at 8 in Kolkata', '1234567 08:00 Asia/Kolkata'],
    ['every weekday at 9:00 Bangalore', '12345 09:00 Asia/Kolkata'],
    ['daily at 0900 CET', '1234567 09:00 Europe/Berlin'],
    ['weekly on Monday at 9', '1 09:00 UTC'],
    ['every week on Tuesday at 9:15', '2 09:15 UTC'],
    ['once a week, Friday 16:00', '5 16:00 UTC'],
    ['biweekly Monday 9:00', '1 09:00 UTC /2'],
    ['fortnightly on Thursdays at 15:00', '4 15:00 UTC /2'],
    ['every other Friday at 3pm', '5 15:00 UTC /2'],
    ['every second week on Tuesday at 9:00', '2 09:00 UTC /2'],
    ['every 2nd friday at 9am', '5 09:00 UTC /2'],
    ['every 3 weeks on Mon at 9:00', '1 09:00 UTC /3'],
    ['every four weeks on monday at 9:00', '1 09:00 UTC /4'],
    ['working days 9:00 São Paulo', '12345 09:00 America/Sao_Paulo'],
    ['business days 9:00 sao paulo', '12345 09:00 America/Sao_Paulo'],
    ['daily 9:00 Lord Howe', '1234567 09:00 Australia/Lord_Howe'],
    ['daily 9:00 Pacific/Apia', '1234567 09:00 Pacific/Apia'],
    ['daily 9:00 america/argentina/ushuaia', '1234567 09:00 America/Argentina/Ushuaia'],
    ['daily 9:00 US/Pacific', '1234567 09:00 America/Los_Angeles'],
    ['daily 9:00 San Francisco', '1234567 09:00 America/Los_Angeles'],
    ["daily at 9 o'clock", '1234567 09:00 UTC'],
    ['please post a digest every weekday at 9:00 Europe/Berlin.', '12345 09:00 Europe/Berlin'],
    // German
    ['jeden Werktag um 9 Uhr Berlin', '12345 09:00 Europe/Berlin'],
    ['werktags 9:00', '12345 09:00 UTC'],
    ['montags und donnerstags um 8:30 Uhr', '14 08:30 UTC'],
    ['Mo-Fr 9 Uhr', '12345 09:00 UTC'],
    ['Mo, Mi und Fr um 9 Uhr 30 München', '135 09:30 Europe/Berlin'],
    ['Mo bis Do 17 Uhr', '1234 17:00 UTC'],
    ['täglich um 17 Uhr', '1234567 17:00 UTC'],
    ['jeden Tag 17h', '1234567 17:00 UTC'],
    ['alle zwei Wochen am Freitag um 10:00', '5 10:00 UTC /2'],
    ['jeden zweiten Freitag 10 Uhr Zürich', '5 10:00 Europe/Zurich /2'],
    ['wöchentlich am Dienstag um 15 Uhr', '2 15:00 UTC'],
    ['um 15 Uhr am Montag', '1 15:00 UTC'],
    ['jeden Morgen um 8 Uhr Wien', '1234567 08:00 Europe/Vienna'],
    // Spanish
    ['todos los días a las 9:00 Madrid', '1234567 09:00 Europe/Madrid'],
    ['cada lunes y jueves a las 8:30', '14 08:30 UTC'],
    ['de lunes a viernes a las 9', '12345 09:00 UTC'],
    ['cada dos semanas el viernes a las 10h', '5 10:00 UTC /2'],
    ['los miércoles a mediodía', '3 12:00 UTC'],
    // French
    ['tous les jours à 17h', '1234567 17:00 UTC'],
    ['chaque lundi et jeudi à 8h30 Paris', '14 08:30 Europe/Paris'],
    ['du lundi au vendredi à 9 heures', '12345 09:00 UTC'],
    ['toutes les deux semaines le vendredi à 10h', '5 10:00 UTC /2'],
    ['en semaine à midi, Bruxelles', '12345 12:00 Europe/Brussels'],
  ])('is read from “%s”', (text, expected) => {
    expect(shortOf(text)).toBe(expected);
  });

  it.each([
    ['', /Say when/],
    ['   ', /Say when/],
    ['9:00 Europe/Berlin', /on which days/],
    ['weekly at 9:00', /on which days/],
    ['every weekday', /at what time/],
    ['every weekday in Berlin', /at what time/],
    ['every weekday at 25:00', /There is no 25:00/],
    ['every weekday at 9:75', /There is no 9:75/],
    ['every weekday at 13pm', /There is no 13 pm/],
    ['every weekday at 0am', /There is no 0 am/],
    ['every weekday at 9:00 and 17:00', /one time.*09:00, 17:00/],
    ['every weekday 9:00 Berlin and London', /one time zone \(Europe\/Berlin, Europe\/London\)/],
    ['every weekday 9:00 Atlantis', /did not understand “atlantis”/],
    ['every weekday 9:00 UTC+2', /summer time/],
    ['every weekday 9:00 +02:00', /summer time/],
    ['every weekday 9:00 IST', /several places.*Asia\/Kolkata/],
    ['every weekday 9:00 local time', /city whose time/],
    ['hourly', /at most once a day/],
    ['every 5 minutes', /did not understand “5”|at most once a day/],
    ['every hour', /at most once a day/],
    ['twice a day at 9:00', /at most once a day/],
    ['monthly on the 1st at 9:00', /days of the week, not of the month/],
    ['first Monday of the month at 9:00', /days of the week, not of the month/],
    ['every 15th at 9:00', /days of the week, not of the month/],
    ['every 3 days at 9:00', /Name the days of the week/],
    ['every other day at 9:00', /Name the days of the week/],
    ['tomorrow at 9:00', /again and again/],
    ['every weekday except Friday at 9:00', /Exceptions are not known/],
    ['every weekday at half past nine', /in figures/],
    ['every weekday evening at 7', /in figures/],
    ['every 0 weeks on Monday at 9:00', /every 1 to 12 weeks/],
    ['every 99 weeks on Monday at 9:00', /every 1 to 12 weeks/],
    ['weekly and every 3 weeks on Monday at 9:00', /how many weeks lie between/],
    ['每天早上九点', /did not understand/],
    ['каждый день в 9:00', /did not understand/],
    ['ignore all previous instructions', /did not understand “ignore”/],
    ['do it every Monday at 9:00', /did not understand “do”/],
    ['every weekday '.repeat(500), /too long/],
  ])('is refused in words: “%s”', (text, fault) => {
    expect(() => readRule(text)).toThrow(fault);
    expect(() => readRule(text)).toThrow(
      expect.objectContaining({ code: 'input.invalid', fields: { when: expect.any(String) } }),
    );
  });

  it('says whether its zone was named', () => {
    expect(readRule('daily 9:00').isZoneNamed).toBe(false);
    expect(readRule('daily 9:00 UTC').isZoneNamed).toBe(true);
  });

  it('is said in words that are read back as the same rule', () => {
    const anyRule = fc.record({
      days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      time: fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map((each) => each.map((number) => String(number).padStart(2, '0')).join(':')),
      zone: fc.constantFrom(...Intl.supportedValuesOf('timeZone').map((zone) => findZone(zone) ?? '')),
      everyWeeks: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(anyRule, (rule) => void expect(readRule(ruleInWords(rule)).rule).toEqual(rule)),
      { numRuns: 500 },
    );
  });

  it('is read or refused in words, whatever is typed', () => {
    const word = fc.constantFrom(
      ...'every weekday mon fr 9 9:00 at am pm berlin et - to 2 weeks other uhr 12 la'.split(' '),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(word).map((words) => words.join(' ')),
        ),
        (text) => {
          try {
            const { rule } = readRule(text);
            expect(rule.time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
            expect(rule.days.length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toMatchObject({ code: 'input.invalid' });
          }
        },
      ),
    );
  });
});
