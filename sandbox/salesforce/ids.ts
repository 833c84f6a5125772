const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checks = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

function inBase62(number: number): string {
  const head = number >= 62 ? inBase62(Math.floor(number / 62)) : '';
  return head + digits.charAt(number % 62);
}

/** Three more characters that say which of the first fifteen are capitals, so that an id survives being lower-cased. */
function checksum(id: string): string {
  return [0, 5, 10]
    .map((start) => {
      const bits = [...id.slice(start, start + 5)].map((letter, bit) => (/[A-Z]/.test(letter) ? 2 ** bit : 0));
      return checks.charAt(bits.reduce((sum, bit) => sum + bit, 0));
    })
    .join('');
}

/** Key prefix of the object, the instance, and a number: `00Q` + `Ad` + … */
export function makeId(prefix: string, number: number): string {
  const id = `${prefix}Ad${inBase62(number).padStart(10, '0')}`;
  return id + checksum(id);
}

/** Fifteen characters mean the same as the eighteen that end in their right checksum. */
export function readId(text: string): string | undefined {
  if (!/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(text)) return undefined;
  const id = text.slice(0, 15);
  return text.length === 15 || text.slice(15).toUpperCase() === checksum(id) ? id + checksum(id) : undefined;
}
