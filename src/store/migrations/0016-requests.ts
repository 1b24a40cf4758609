/** Whoever asked for thousands of changes has few requests among them: they are found without reading the others. */
export const requests = {
  name: '0016-requests',
  statements: [`create index changes_requests on changes (tenant_id, created_at) where request is not null`],
} as const;
