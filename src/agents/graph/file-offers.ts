import { type FormOffer, fieldsOf, type Registry, usesOf, writeFileReference } from '../../core/index.ts';
import type { ToldCall } from './told-calls.ts';

/** Buttons below one answer. */
const offersAtMost = 9;
const nameAtMost = 30;

const shortened = (name: string): string => (name.length > nameAtMost ? `${name.slice(0, nameAtMost - 1)}…` : name);

/** What can be made of kept files, where keeping them is all that was asked for: forms that hold them already. */
export function fileOffers(told: readonly ToldCall[], registry: Registry): FormOffer[] {
  if (!told.every(({ presented }) => presented.files)) return [];
  const files = told.flatMap(({ presented }) => presented.files ?? []);
  const offers = files.flatMap(({ number, project, name, kind }) =>
    usesOf(registry.list(), kind).map(({ capability, field }): FormOffer => {
      const inProject = fieldsOf(capability).some((each) => each.name === 'project') ? { project } : {};
      return {
        capability: capability.name,
        label: files.length > 1 ? `${capability.title}: ${shortened(name)}` : capability.title,
        args: { ...inProject, [field]: writeFileReference({ kind: 'attachment', number }) },
      };
    }),
  );
  return offers.slice(0, offersAtMost);
}
