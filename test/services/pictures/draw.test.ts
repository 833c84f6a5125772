import { describe, expect, it } from 'vitest';
import type { Picture } from '../../../src/core/index.ts';
import { drawPng, drawSvg } from '../../../src/services/pictures/draw.ts';
import { bar, gantt, heatMap, point, several } from './samples.ts';

/** What stands in a picture, as a reader sees it. */
const textsOf = (picture: Picture): string[] =>
  [...drawSvg(picture).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) =>
    text
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&'),
  );
const sizeOf = (png: Buffer): [width: number, height: number] => [png.readUInt32BE(16), png.readUInt32BE(20)];
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

describe('a Gantt picture', () => {
  const plan = gantt(
    [
      bar('1.1 Agree on goals', { group: 'Concept', isCritical: true }),
      bar('1.2 Interviews', { group: 'Concept', from: '2026-11-24' }),
      bar('2.1 Live', { group: 'Launch', from: '2026-12-10', to: '2026-12-10', isMilestone: true }),
    ],
    { today: '2026-11-25' },
  );

  it('is a PNG of twice the width at which it is drawn', () => {
    const png = drawPng(plan);
    expect(png.subarray(0, 8)).toEqual(signature);
    expect(sizeOf(png)).toEqual([1200, (112 + 5 * 24 + 18) * 2]);
  });

  it('names title, span, phases, tasks, signs and dates', () => {
    const texts = textsOf(plan);
    expect(texts).toEqual(expect.arrayContaining(['Web shop', '23 Nov 2026 – 10 Dec 2026', 'Concept', 'Launch']));
    expect(texts).toEqual(expect.arrayContaining(['1.1 Agree on goals', '1.2 Interviews', '2.1 Live', '10 Dec']));
    expect(texts).toEqual(
      expect.arrayContaining(['Critical path', 'Task', 'Milestone', 'Today', 'Nov 2026', 'Dec 2026']),
    );
  });

  it('really draws its letters', () => {
    // Without a font the pictures would be the same.
    const blank = gantt(
      plan.bars.map((each) => ({ ...each, label: '–' })),
      { today: '2026-11-25' },
    );
    expect(drawPng(plan).equals(drawPng(blank))).toBe(false);
  });

  it('explains only signs that are in it', () => {
    const texts = textsOf(gantt([bar('Only one')]));
    expect(texts).toContain('Task');
    for (const sign of ['Critical path', 'Milestone', 'Today']) expect(texts).not.toContain(sign);
  });

  it.each([
    ['before the plan', '2026-10-01'],
    ['long after it', '2027-10-01'],
  ])('leaves out a today that is %s', (_what, today) => {
    expect(textsOf(gantt([bar('One')], { today }))).not.toContain('Today');
  });

  it('gathers a group’s tasks under one heading', () => {
    const texts = textsOf(gantt([bar('a', { group: 'A' }), bar('b', { group: 'B' }), bar('c', { group: 'A' })]));
    const rows = texts.filter((text) => /^[ABabc]$/.test(text));
    expect(rows).toEqual(['A', 'a', 'c', 'B', 'b']);
  });

  it.each([
    ['days', '2026-12-02', ['Nov 2026', '25', '26']],
    ['weeks', '2027-01-20', ['Jan 2027', '30', '14']],
    ['months', '2027-08-20', ['2027', 'Jan', 'Aug']],
    ['quarters', '2029-06-20', ['2027', '2028', 'Jul']],
    ['years', '2070-06-20', ['2031', '2061']],
    ['centuries', '9999-12-31', ['9696']],
  ])('has a calendar of %s', (_what, to, labels) => {
    const texts = textsOf(gantt([bar('One', { to })]));
    expect(texts).toEqual(expect.arrayContaining(labels));
    expect(texts.length).toBeLessThan(60);
  });

  it.each<[string, string]>([
    ['markup', '<script>x()</script>'],
    ['entities', 'a & b &amp; "c" \'d\''],
    ['marks of the chart library', '{b} {a|b} {value}'],
    ['Greek and Cyrillic', 'Ελληνικά Привет'],
    ['writing from right to left', 'مرحبا بالعالم'],
    ['Chinese', '需求调研'],
    ['Hebrew', 'תכנון הפרויקט'],
    ['Japanese', '「公開」のテスト、（株）'],
    ['Korean', '프로젝트 계획'],
    ['Thai', 'วางแผนทำงาน'],
    ['Hindi', 'परियोजना योजना'],
  ])('shows %s as it is', (_what, label) => {
    const picture = gantt([bar(label, { group: label })], { title: label });
    expect(textsOf(picture).filter((text) => text === label)).toHaveLength(3);
    expect(drawSvg(picture)).not.toContain('<script');
    expect(drawPng(picture).subarray(0, 8)).toEqual(signature);
  });

  it.each([
    ['emoji', 'Launch 🚀 the 👨‍👩‍👧 shop', 'Launch the shop'],
    ['nothing but emoji', '🚀', '–'],
    ['nothing', '', '–'],
    ['line breaks', 'one\r\n two\tthree', 'one two three'],
    ['controls', 'a\0b\u0007c', 'abc'],
    ['turned direction', '\u202Eevil\u202C', 'evil'],
  ])('leaves out what cannot be drawn: %s', (_what, label, shown) => {
    expect(textsOf(gantt([bar(label)]))).toContain(shown);
  });

  it.each([
    ['Chinese', '1.1 需求调研', '1.1 计划管理'],
    ['Chinese of Taiwan', '1.1 專案計畫', '1.1 網站規劃'],
    ['Japanese', '1.1 リリース', '1.1 ホスター'],
    ['Korean', '1.1 프로젝트', '1.1 기획하다'],
    ['Arabic', '1.1 تخطيط', '1.1 مشروع'],
    ['Hebrew', '1.1 תכנון', '1.1 בדיקה'],
    ['Thai', '1.1 แผนงาน', '1.1 โครงกร'],
    ['Hindi', '1.1 योजना', '1.1 विकास'],
  ])('has letters for %s, no boxes', (_what, label, other) => {
    // Boxes all look the same.
    expect(drawPng(gantt([bar(label)])).equals(drawPng(gantt([bar(other)])))).toBe(false);
  });

  it.each(['한국', '漢字', 'مس', 'तन', 'งบ', 'תן'])('has letters for %s beside all others', (pair) => {
    const drawn = [...pair].map((letter) => drawPng(gantt([bar(`${letter} 한漢 متجر यो ทำ क्ष`)])));
    expect(drawn[0]?.equals(drawn[1] ?? Buffer.of())).toBe(false);
  });

  it.each([
    ['words in letters that no font has', '8 தமிழ் திட்டம் (2026)', '8 … (2026)'],
    ['nothing else', 'தமிழ் திட்டம்', '…'],
    ['arrows', 'Test → live, ≥ 2 days ✓', 'Test -> live, >= 2 days'],
    ['Korean of a Mac', '프로젝트'.normalize('NFD'), '프로젝트'],
  ])('has no boxes for %s', (_what, label, shown) => {
    expect(textsOf(gantt([bar(label)]))).toContain(shown);
  });

  it('says what stands for letters that it does not have', () => {
    const texts = textsOf(gantt([bar('8 தமிழ்')]));
    expect(texts.join('\n')).toMatch(/^… {2}stands for letters that cannot be drawn here/m);
    expect(textsOf(gantt([bar('8 One')])).join()).not.toContain('cannot be drawn');
  });

  it('cuts what is written from right to left on its left', () => {
    const texts = textsOf(gantt([bar('تخطيط '.repeat(20)), bar('plan '.repeat(20))]));
    expect(texts.filter((text) => /…\u200f$/.test(text))).toHaveLength(1);
    expect(texts.filter((text) => /…$/.test(text))).toHaveLength(1);
  });

  it.each([
    ['a long text', `1.1 ${'word '.repeat(100)}`],
    ['a long word', 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'],
    ['many wide letters', 'W'.repeat(500)],
    ['a long Chinese text', '需求'.repeat(200)],
  ])('cuts %s', (_what, label) => {
    const shown = textsOf(gantt([bar(label)])).find((text) => text.endsWith('…')) ?? '';
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.length).toBeLessThan(50);
    expect(label.startsWith(shown.slice(0, -1))).toBe(true);
  });

  it('draws at most 200 bars, says how many it left out, and stays of a size that can be sent', () => {
    const picture = gantt(several(240, (index) => bar(`Task ${index}`)));
    const texts = textsOf(picture);
    expect(texts).toContain('Task 199');
    expect(texts).not.toContain('Task 200');
    expect(texts).toContain('and 40 more');
    const [width, height] = sizeOf(drawPng(picture));
    expect(width * height).toBeLessThan(8_100_000);
    expect(width).toBeGreaterThan(1_000);
  });

  it('says that nothing is planned', () => {
    expect(textsOf(gantt([]))).toEqual(expect.arrayContaining(['Web shop', 'Nothing is planned yet.']));
  });

  it('draws a bar that ends before it begins', () => {
    expect(textsOf(gantt([bar('Turned', { from: '2026-12-01', to: '2026-11-23' })]))).toContain(
      '23 Nov 2026 – 1 Dec 2026',
    );
  });

  it.each(['tomorrow', '', '2026-13-01', '2026-11-23T10:00'])('refuses “%s” as a date', (from) => {
    expect(() => drawSvg(gantt([bar('One', { from })]))).toThrow(RangeError);
  });
});

describe('a heat map', () => {
  const risks = heatMap([
    point('The supplier may be late', { number: 12, probability: 4, impact: 5 }),
    point('Anna leaves', { number: 7, probability: 2, impact: 1 }),
  ]);

  it('is a PNG with words on both axes, and the risks by number and title', () => {
    expect(drawPng(risks).subarray(0, 8)).toEqual(signature);
    const texts = textsOf(risks);
    expect(texts).toEqual(
      expect.arrayContaining([
        'Risks',
        '2 risks: 1 very high, 1 low',
        'Probability',
        'Impact',
        'Very low',
        'Very high',
      ]),
    );
    expect(texts.filter((text) => text === '12')).toHaveLength(2);
    expect(texts.join(' ')).toContain('The supplier may be late');
  });

  it('lists the highest score first', () => {
    const texts = textsOf(heatMap([point('Low one', { probability: 1 }), point('High one', { probability: 5 })]));
    expect(texts.indexOf('High one')).toBeLessThan(texts.indexOf('Low one'));
  });

  it('numbers them by their place where they have no number', () => {
    expect(textsOf(heatMap([point('One'), point('Two')])).filter((text) => text === '2')).toHaveLength(2);
  });

  const dotsIn = (picture: Picture): { x: number; y: number; r: number }[] =>
    [...drawSvg(picture).matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map(([, x, y, r]) => ({
      x: Number(x),
      y: Number(y),
      r: Number(r),
    }));

  it.each([1, 2, 3, 4, 5, 9, 10, 60, 200])('places %i risks of one square beside each other', (count) => {
    const dots = dotsIn(heatMap(several(count, (index) => point(`Risk ${index}`))));
    expect(dots).toHaveLength(Math.min(count, 9));
    for (const [index, one] of dots.entries()) {
      for (const other of dots.slice(index + 1)) {
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual(one.r + other.r);
      }
      expect(Math.hypot(one.x - (dots[0]?.x ?? 0), one.y - (dots[0]?.y ?? 0))).toBeLessThan(60);
    }
  });

  it('says how many more there are, in the square and in the list', () => {
    const texts = textsOf(heatMap(several(70, (index) => point(`Risk ${index}`))));
    expect(texts).toContain('+62');
    expect(texts.some((text) => /^and \d+ more$/.test(text))).toBe(true);
  });

  it('keeps figures that lie outside of the scale inside of the picture', () => {
    const [dot] = dotsIn(heatMap([point('Far', { probability: 99, impact: -3 })]));
    const [corner] = dotsIn(heatMap([point('Corner', { probability: 5, impact: 1 })]));
    expect(dot).toEqual(corner);
  });

  it('shows an empty register', () => {
    expect(textsOf(heatMap([]))).toContain('0 risks');
  });

  it('shows markup as it is', () => {
    const picture = heatMap([point('<b>&"bold"</b> {b}')], { title: '<script>x</script>' });
    expect(textsOf(picture)).toEqual(expect.arrayContaining(['<b>&"bold"</b> {b}', '<script>x</script>']));
    expect(drawSvg(picture)).not.toContain('<script');
  });
});
