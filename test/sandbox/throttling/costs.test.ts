import { readTarget } from '../../../src/sandbox/http/request';
import { costOf } from '../../../src/sandbox/throttling/costs';

const cost = (method: string, url: string) => costOf({ method, ...readTarget(url) });

describe('what a request costs', () => {
  it.each([
    ['/users', 2],
    ['/users/1', 1],
    ['/groups', 1],
    ['/groups/1/members', 3],
    ['/groups/1/members/microsoft.graph.user/$count', 3],
    ['/groups/1/transitiveMembers', 5],
    ['/subscribedSkus', 3],
    ['/me/licenseDetails', 2],
    ['/users/1/memberOf', 2],
    ['/users/1/transitiveMemberOf/microsoft.graph.directoryRole', 2],
    ['/organization', 1],
    ['/groups/1/members?$select=id', 2],
    ['/groups/1/members?$select=id&$top=5', 1],
    ['/groups/1/members?$top=20', 3],
    ['/groups?$expand=members', 2],
    ['/organization?$select=id&$top=1', 1],
  ])('GET %s: %s units', (url, units) => {
    expect(cost('GET', url)).toEqual({ units, writes: 0, reports: 0 });
  });

  it('a write is one unit and one write', () => {
    expect(cost('POST', '/groups/1/assignLicense')).toEqual({ units: 1, writes: 1, reports: 0 });
  });

  it('a report counts against its own budget, too', () => {
    expect(cost('GET', '/auditLogs/directoryAudits?$top=5')).toEqual({ units: 1, writes: 0, reports: 1 });
  });

  it('a $batch is free: what is in it pays', () => {
    expect(cost('POST', '/$batch')).toEqual({ units: 0, writes: 0, reports: 0 });
  });
});
