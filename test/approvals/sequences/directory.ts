import type { RequestChange } from '../../../src/approvals/perform';
import type { Decision, Stage } from '../../../src/approvals/request';
import type { GraphApi, GraphMember, GraphUser } from '../../../src/graph/api';
import { group, ids, sku, user } from '../../support/builders';
import { licenseAdministrator } from '../../support/requests';
import { asker, crew, type Story } from './story';

/** Who is what in the tenant, at this moment. */
export interface Directory {
  readonly administrators: Set<string>;
  readonly owners: Set<string>;
  readonly members: Set<string>;
  manager: string;
}

export function directoryOf({ administrators, owners, members, manager }: Story): Directory {
  const idsOf = (places: readonly number[]) => new Set(places.flatMap((each) => crew[each]?.id ?? []));
  return {
    administrators: idsOf(administrators),
    owners: idsOf(owners),
    members: idsOf(members),
    manager: crew[manager]?.id ?? '',
  };
}

/** Takes from somebody everything that might let them decide. */
export function demote(directory: Directory, id: string): void {
  for (const list of [directory.administrators, directory.owners, directory.members]) list.delete(id);
  if (directory.manager === id) directory.manager = '';
}

/** A tenant of these people and one group, in which Entra works at once. */
export interface Tenant {
  readonly graph: GraphApi;
  /** How often the group's licenses were altered. */
  writes(): number;
}

/** @param mayWrite asserts that a change may be written now */
export function tenantOf(directory: Directory, write: Story['write'], mayWrite: () => Promise<void>): Tenant {
  const all = (list: Iterable<string>) => [...list].flatMap((id) => colleague(id) ?? []);
  let writes = 0;
  let attempts = 0;
  const member = (): GraphMember =>
    user({
      licenseAssignmentStates: [
        {
          skuId: ids.e3,
          assignedByGroup: ids.group,
          state: 'Active',
          error: '',
          disabledPlans: [],
          lastUpdatedDateTime: '',
        },
      ],
    });
  const licensed = () =>
    group(
      writes > 0
        ? {
            assignedLicenses: [{ skuId: ids.e3, disabledPlans: [] }],
            licenseProcessingState: 'ProcessingComplete',
          }
        : {},
    );
  const known: Partial<GraphApi> = {
    caller: async (id) => ({
      user: colleague(id),
      roles: directory.administrators.has(id)
        ? [{ displayName: 'License Administrator', roleTemplateId: licenseAdministrator }]
        : [],
    }),
    roleHolders: async (role) => (role === licenseAdministrator ? all(directory.administrators) : []),
    groupOwners: async () => all(directory.owners),
    groupMembers: async () => all(directory.members),
    isMemberOf: async (id, groups) => new Set(directory.members.has(id) ? groups : []),
    manager: async () => colleague(directory.manager),
    person: async (id) => colleague(id),
    eligibleRoles: async () => [],
    // No forecast: that of before stands.
    survey: () => Promise.reject(busy),
    subscribedSkus: async () => [sku()],
    group: async () => licensed(),
    pollGroups: async (asked) => new Map(asked.map((id) => [id, licensed()])),
    pollCounts: async (pairs) =>
      new Map(
        pairs.map(({ groupId, skuId }) => [
          `${groupId}/${skuId}`,
          { directUsers: 1, withProduct: writes, withErrors: 0 },
        ]),
      ),
    members: async () => ({ items: [member()] }),
    assignGroupLicense: async () => {
      attempts += 1;
      if (attempts === 1 && write === 'not done') throw new Error('no answer');
      await mayWrite();
      writes += 1;
      if (attempts === 1 && write === 'lost') throw new Error('no answer');
    },
  };
  return { graph: known as GraphApi, writes: () => writes };
}

const busy = new Error('busy');

function colleague(id: string): GraphUser | undefined {
  const person = crew.find((each) => each.id === id);
  return person && user({ id, displayName: person.name, userPrincipalName: `${id}@contoso.example` });
}

/** Whether the directory lets somebody decide in a stage by themselves, at this moment. */
function entitled(directory: Directory, stage: Stage, id: string): boolean {
  const handed = stage.approvers.some((each) => each.id === id && each.through === 'reassigned');
  if (handed && directory.administrators.has(id)) return true;
  return stage.rules.some((rule) => {
    if (rule.kind === 'role')
      return rule.templateId === licenseAdministrator && directory.administrators.has(id);
    if (rule.kind === 'owners') return directory.owners.has(id);
    if (rule.kind === 'group') return directory.members.has(id);
    if (rule.kind === 'manager') return directory.manager === id;
    return rule.people.includes(id);
  });
}

/** Everything that must hold when a change is written, worked out a second time. @param deputies whose, by person */
export function mustBeAllowed(
  { request }: RequestChange,
  directory: Directory,
  deputies: ReadonlyMap<string, string>,
): void {
  const voices = ({ by, onBehalfOf }: Decision): string[] => [by.id, ...(onBehalfOf ? [onBehalfOf.id] : [])];
  const all = request.decisions.flatMap(voices);
  expect(all).not.toContain(asker.id);
  expect(request.decisions.every(({ verdict }) => verdict === 'approve')).toBe(true);
  for (const [index, stage] of request.stages.entries()) {
    const here = request.decisions.filter((each) => each.stage === index);
    const heard = here.flatMap(voices);
    expect(new Set(heard).size).toBe(heard.length);
    expect(here.length).toBeGreaterThanOrEqual(stage.quorum === 'everyone' ? 1 : stage.quorum);
    if (stage.quorum === 'everyone')
      for (const each of stage.approvers)
        if (each.through !== 'deputy' && each.through !== 'escalated') expect(heard).toContain(each.id);
    for (const { by, onBehalfOf } of here) {
      if (onBehalfOf) expect(deputies.get(onBehalfOf.id)).toBe(by.id);
      expect(entitled(directory, stage, (onBehalfOf ?? by).id)).toBe(true);
    }
  }
  if (request.fourEyes === 'stages') expect(new Set(all).size).toBe(all.length);
}
