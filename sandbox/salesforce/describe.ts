import type { FieldSpec, ObjectSpec } from './objects.ts';

const soapTypes: Partial<Record<FieldSpec['type'], string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
};

const choice = (value: string, initial: FieldSpec['initial']) => ({
  active: true,
  defaultValue: value === initial,
  label: value,
  validFor: null,
  value,
});

function describeField(spec: FieldSpec, hasUniqueIds: boolean) {
  const { name, label, type, length, choices, initial, refersTo, isExternalId, isRequired, isReadOnly } = spec;
  const isCustom = name.endsWith('__c');
  return {
    aggregatable: true,
    aiPredictionField: false,
    autoNumber: false,
    byteLength: length * 3,
    calculated: false,
    calculatedFormula: null,
    cascadeDelete: false,
    caseSensitive: false,
    compoundFieldName: ['FirstName', 'LastName'].includes(name) ? 'Name' : null,
    controllerName: null,
    createable: !isReadOnly,
    custom: isCustom,
    defaultValue: type === 'boolean' ? false : null,
    defaultValueFormula: null,
    defaultedOnCreate: isReadOnly || initial !== null || name === 'OwnerId',
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: 0,
    displayLocationInDecimal: false,
    encrypted: false,
    externalId: isExternalId,
    extraTypeInfo: type === 'textarea' ? 'plaintextarea' : null,
    filterable: name !== 'Description',
    filteredLookupInfo: null,
    groupable: !['datetime', 'textarea'].includes(type),
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup: name === 'Id' || name === 'Email' || isExternalId,
    inlineHelpText: null,
    label,
    length,
    mask: null,
    maskType: null,
    name,
    nameField: name === 'Name' || name === 'Subject',
    namePointing: name === 'WhoId' || name === 'WhatId',
    nillable: !isRequired && !isReadOnly && type !== 'boolean',
    permissionable: !isReadOnly && !isRequired,
    picklistValues: choices.map((value) => choice(value, initial)),
    polymorphicForeignKey: refersTo.length > 1,
    precision: 0,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: refersTo,
    relationshipName: refersTo.length > 0 ? name.replace(/Id$/, '') : null,
    relationshipOrder: null,
    restrictedDelete: false,
    restrictedPicklist: false,
    scale: 0,
    searchPrefilterable: false,
    soapType: soapTypes[type] ?? 'xsd:string',
    sortable: name !== 'Description',
    type,
    unique: isExternalId && hasUniqueIds,
    updateable: !isReadOnly,
    writeRequiresMasterRead: false,
  };
}

/** What `GET …/describe` answers. */
export function describe(object: ObjectSpec, base: string, hasUniqueIds: boolean) {
  const root = `${base}/sobjects/${object.name}`;
  const able = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, true]));
  const unable = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, false]));
  return {
    actionOverrides: [],
    childRelationships: [],
    fields: object.fields.map((spec) => describeField(spec, hasUniqueIds)),
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.plural,
    name: object.name,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [],
    supportedScopes: [{ label: `My ${object.plural.toLowerCase()}`, name: 'mine' }],
    urls: { sobject: root, describe: `${root}/describe`, rowTemplate: `${root}/{ID}` },
    ...able('createable deletable feedEnabled layoutable mergeable mruEnabled queryable replicateable retrieveable'),
    ...able('searchLayoutable searchable triggerable undeletable updateable compactLayoutable'),
    ...unable('activateable custom customSetting deepCloneable deprecatedAndHidden hasSubtypes idEnabled isInterface'),
    ...unable('isSubtype listviewable lookupLayoutable'),
  };
}
