import { z } from 'zod';
import { isAtADoor } from './agent.ts';
import type { Capability } from './capability.ts';
import type { Fields } from './declaration.ts';
import { hasReferences } from './effect.ts';
import { AppError } from './errors.ts';
import { type Examples, faultsIn } from './faults.ts';
import { deedOf, isPermitted, whoMay } from './permissions.ts';
import type { Principal } from './principal.ts';

const inWords = (faults: Readonly<Record<string, string>>): string =>
  Object.entries(faults)
    .map(([field, fault]) => `${field}: ${fault}`)
    .join('; ');

/** `examples` are right inputs that a fault is explained with. */
export function parse<S extends Fields>(schema: S, raw: unknown, examples?: Examples): z.output<S> {
  const result = z.safeParse(schema, raw);
  if (result.success) return result.data as z.output<S>;
  const fields = faultsIn(schema, raw, examples);
  throw new AppError('input.invalid', `Please check ${inWords(fields)}.`, { fields });
}

/** What a capability answered; one that does not keep its own word is a defect, and not the asker's fault. */
export function parseOutput(capability: Capability, raw: unknown): Record<string, unknown> {
  const result = z.safeParse(capability.output, raw);
  if (result.success) return result.data as Record<string, unknown>;
  const words = inWords(faultsIn(capability.output, raw));
  throw new AppError('internal', `The answer of ${capability.name} does not fit its schema: ${words}.`);
}

/** Whether somebody may use it at all, which is asked before anything about its fields is said. */
export function requirePermission({ permission }: Pick<Capability, 'permission'>, principal: Principal): void {
  if (isPermitted(principal, permission)) return;
  const byRole = isPermitted({ ...principal, scopes: undefined }, permission);
  throw new AppError(
    'permission.denied',
    byRole
      ? `Your token does not allow this: ${deedOf(permission)}. Ask for a token with the right to it.`
      : `Your role does not allow this: ${deedOf(permission)} is for ${whoMay(permission)}. Ask an admin of your organisation.`,
  );
}

export function requireMember(project: string, principal: Principal): void {
  if (principal.projects.includes(project)) return;
  const known =
    principal.projects.length > 0 ? `Yours: ${principal.projects.join(', ')}.` : 'You are a member of none yet.';
  throw new AppError(
    'project.unknown',
    `There is no project “${project.slice(0, 100)}” that you are a member of. ${known}`,
    { fields: { project: 'is not one of your projects' } },
  );
}

function requireProject({ project }: Record<string, unknown>, principal: Principal): void {
  if (typeof project === 'string') requireMember(project, principal);
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** Half a character and NUL are stored by no database column; nobody types them. */
function checkTexts(input: Record<string, unknown>): void {
  const isBroken = (value: unknown): boolean =>
    textsIn(value).some((text) => text.includes('\0') || !text.isWellFormed());
  const fields = Object.keys(input).filter((name) => isBroken(input[name]));
  if (fields.length === 0) return;
  throw new AppError('input.invalid', `Please check ${fields.join(', ')}: it holds a NUL or half a character.`, {
    fields: Object.fromEntries(fields.map((name) => [name, 'holds a NUL or half a character'])),
  });
}

function requireDoor(capability: Capability): void {
  if (isAtADoor(capability)) return;
  throw new AppError('capability.unknown', `${capability.name} is a part of other capabilities: ask for one of those.`);
}

/** For a call whose input waits for what earlier ones come to: only the right to it can be checked yet. */
export function admitLater(capability: Capability, raw: Record<string, unknown>, principal: Principal): void {
  if (!hasReferences(raw)) return void admit(capability, raw, principal);
  requireDoor(capability);
  requirePermission(capability, principal);
  requireProject(raw, principal);
}

/** Authorizes and parses. A door does it before it accepts, so that a refusal makes no run; `invoke` does it again. */
export function admit(capability: Capability, raw: unknown, principal: Principal): Record<string, unknown> {
  requireDoor(capability);
  requirePermission(capability, principal);
  const input = parse(capability.input, raw, capability.examples);
  checkTexts(input);
  requireProject(input, principal);
  return input;
}
