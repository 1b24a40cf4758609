/** What Entra's six error categories mean and what cures them (Microsoft Entra, "Identify and resolve license problems"). */
export const outcome = {
  'outcome.allAssigned': 'All licenses assigned',
  'outcome.withFailures_one': 'Assigned, with {{count}} failure',
  'outcome.withFailures_other': 'Assigned, with {{count}} failures',
  'outcome.unconfirmed_one': 'Assigned, {{count}} not confirmed',
  'outcome.unconfirmed_other': 'Assigned, {{count}} not confirmed',
  'outcome.notAssigned': 'Not assigned',
  'outcome.emptyGroup': 'Nobody is in this group yet. Whoever joins it gets the license.',
  'outcome.assigned': 'Assigned',
  'outcome.alreadyHad': 'Had it already',
  'outcome.failed': 'Failed',
  'outcome.notConfirmed': 'Not confirmed',
  'outcome.notConfirmedText': 'Entra has not reported on everybody yet. Check again in a few minutes.',
  'outcome.took': 'Took {{elapsed}}, finished {{time}}',
  'outcome.cause_one': '{{title}}: {{count}} person',
  'outcome.cause_other': '{{title}}: {{count}} people',
  'failures.title_one': '{{count}} failure',
  'failures.title_other': '{{count}} failures',
  'failures.none': 'Nobody failed.',
  'failures.what': 'What to do',
  'failures.unlisted_one': '{{count}} more person failed for this reason and is not listed here.',
  'failures.unlisted_other': '{{count}} more people failed for this reason and are not listed here.',
  'error.CountViolation': 'Not enough seats',
  'error.CountViolation.cure': 'Buy seats or free some, then have Entra try again.',
  'error.MutuallyExclusiveViolation': 'Conflicts with another license',
  'error.MutuallyExclusiveViolation.cure':
    'A service in this license cannot be combined with one that they already have. Remove the other license, or turn off the conflicting service, then have Entra try again.',
  'error.DependencyViolation': 'A required service is missing',
  'error.DependencyViolation.cure':
    'A service in this license needs another one that they do not have. Assign the license that contains it, then have Entra try again.',
  'error.ProhibitedInUsageLocationViolation': 'Not available in their country',
  'error.ProhibitedInUsageLocationViolation.cure':
    'A service in this license is not offered in their usage location. Correct the location, or turn off the service, then have Entra try again.',
  'error.UniquenessViolation': 'Mail address in use',
  'error.UniquenessViolation.cure':
    'Another account already has the same proxy address. Change one of the two addresses, then have Entra try again.',
  'error.Other': 'Another license on this group failed',
  'error.Other.cure':
    'Usually a different license of the group could not be assigned. Fix that one first, then have Entra try again.',
  'outcome.countedByLog': 'Entra’s audit log: {{succeeded}} succeeded, {{failed}} failed.',
  'outcome.countedByMembers': 'Counted from the members themselves; Entra’s audit log told no numbers.',
} as const;
