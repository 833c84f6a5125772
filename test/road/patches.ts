/** A patch of the sample project that makes the shop sell something else. */
export const patchFor = (goods: string): string => `--- a/README.md
+++ b/README.md
@@ -1,5 +1,5 @@
 # Shop
 
-The shop sells tea.
+The shop sells ${goods}.
 
 Call us at 555-0100.
`;

export const patchCommand = (title: string, goods = title): string =>
  `code apply-patch title="${title}" patch=\n${patchFor(goods)}`;
