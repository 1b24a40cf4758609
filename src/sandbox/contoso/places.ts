/** Where people work, by usage location: enough to tell people of one country apart. */
export interface Place {
  readonly country: string;
  readonly cities: readonly string[];
}

/** Usage locations by how many people work there: the first of these is the directory's own. */
export const locations = ['US', 'US', 'US', 'DE', 'ES', 'NO', 'IN', 'BR', 'JP'] as const;

export const places: Readonly<Record<(typeof locations)[number], Place>> = {
  US: { country: 'United States', cities: ['Seattle', 'Austin', 'Boston', 'Chicago'] },
  DE: { country: 'Germany', cities: ['Berlin', 'Hamburg', 'Munich'] },
  ES: { country: 'Spain', cities: ['Madrid', 'Valencia'] },
  NO: { country: 'Norway', cities: ['Oslo', 'Bergen'] },
  IN: { country: 'India', cities: ['Hyderabad', 'Pune', 'Bengaluru'] },
  BR: { country: 'Brazil', cities: ['São Paulo', 'Recife'] },
  JP: { country: 'Japan', cities: ['Tokyo', 'Osaka'] },
};

export const departments = [
  'Engineering',
  'Sales',
  'Retail',
  'Finance',
  'Marketing',
  'Operations',
  'Support',
  'IT',
] as const;

export const companies = ['Contoso', 'Contoso', 'Contoso Retail', 'Contoso Services'] as const;

export const jobTitles: Readonly<Record<(typeof departments)[number], readonly string[]>> = {
  Engineering: ['Software Engineer', 'Quality Engineer', 'Architect'],
  Sales: ['Account Manager', 'Sales Representative'],
  Retail: ['Sales Associate', 'Store Manager'],
  Finance: ['Accountant', 'Controller', 'Analyst'],
  Marketing: ['Marketing Specialist', 'Copywriter'],
  Operations: ['Planner', 'Operations Manager'],
  Support: ['Support Agent', 'Team Lead'],
  IT: ['Systems Engineer', 'Service Desk Agent'],
};
