import { property, resource } from '../odata/resource';
import type { Organization } from '../tenant';

const shown = true;

/** The tenant itself ("organization resource type", Graph v1.0). */
export const organizationResource = resource<Organization>('Organization', 'microsoft.graph.organization', [
  property('id', 'Edm.String', ({ id }) => id, { shown }),
  property('deletedDateTime', 'Edm.DateTimeOffset', () => null, { shown }),
  property('displayName', 'Edm.String', ({ displayName }) => displayName, { shown }),
  property('businessPhones', undefined, () => [], { shown }),
  property('city', 'Edm.String', () => null, { shown }),
  property('country', 'Edm.String', () => null, { shown }),
  property('countryLetterCode', 'Edm.String', ({ location }) => location, { shown }),
  property('defaultUsageLocation', 'Edm.String', ({ location }) => location, { shown }),
  property('onPremisesSyncEnabled', 'Edm.Boolean', () => true, { shown }),
  property('preferredLanguage', 'Edm.String', () => 'en', { shown }),
  property('technicalNotificationMails', undefined, ({ domain }) => [`admin@${domain}`], { shown }),
  property('tenantType', 'Edm.String', () => 'AAD', { shown }),
  property('assignedPlans', undefined, () => [], { shown }),
  property('provisionedPlans', undefined, () => [], { shown }),
  property(
    'verifiedDomains',
    undefined,
    ({ domain }) => [
      { capabilities: 'Email', isDefault: true, isInitial: false, name: domain, type: 'Managed' },
    ],
    { shown },
  ),
]);
