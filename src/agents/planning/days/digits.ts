const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
const others = /[٠-٩۰-۹०-९০-৯๐-๙０-９]/g;

/** The same with the digits 0 to 9 for those of other scripts; every sign stays at its place. */
export const plainDigits = (text: string): string =>
  text.replace(others, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (zeros.findLast((zero) => zero <= code) ?? code));
  });
