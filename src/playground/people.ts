import { people, type NamedPerson } from '../sandbox/contoso/people';

/**
 * A person as the Agents Playground's configuration spells one: every field is required and
 * `userPrincipleName` is the schema's own spelling.
 */
export interface PlaygroundPerson {
  readonly id: string;
  readonly name: string;
  readonly userPrincipleName: string;
  readonly aadObjectId: string;
  readonly givenName: string;
  readonly surname: string;
  readonly email: string;
}

interface PersonaEntry {
  readonly person: NamedPerson;
  /** Fixed, so that a stored conversation reference still holds after a restart. */
  readonly personalChatId: string;
  /** The setting that moves this window to another port, for the cure in an error. */
  readonly portSetting: string;
}

/** Who sits at which window: one may assign licenses, the other may not. */
export const personas = {
  administrator: {
    person: people.megan,
    personalChatId: 'a:license-desk-administrator',
    portSetting: 'PLAYGROUND_ADMIN_PORT',
  },
  employee: {
    person: people.alex,
    personalChatId: 'a:license-desk-employee',
    portSetting: 'PLAYGROUND_EMPLOYEE_PORT',
  },
} as const satisfies Record<string, PersonaEntry>;

export type Persona = keyof typeof personas;

/**
 * The chat id of a person is the Entra object id: the people picker hands out `id` here and the
 * object id in Teams, so that both agree.
 */
export function toPlaygroundPerson(person: NamedPerson): PlaygroundPerson {
  return {
    id: person.id,
    name: person.displayName,
    userPrincipleName: person.userPrincipalName,
    aadObjectId: person.id,
    givenName: person.givenName,
    surname: person.surname,
    email: person.mail,
  };
}

/** The five others in the tenant: the Playground's schema wants exactly five. */
export function othersThan(persona: Persona): PlaygroundPerson[] {
  const self = personas[persona].person.id;
  return Object.values<NamedPerson>(people)
    .filter((person) => person.id !== self)
    .map(toPlaygroundPerson);
}
