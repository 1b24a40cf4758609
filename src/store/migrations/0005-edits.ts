/**
 * A change says in full what it does to the group's licenses, keeps what was there before, and where it comes from. What
 * is stored already gave or took away its one product; a removal was the end of the grant that names it.
 */
export const edits = {
  name: '0005-edits',
  statements: [
    `alter table changes add column edit jsonb, add column before jsonb, add column origin jsonb`,
    `update changes set
      edit = case kind
        when 'remove' then jsonb_build_object(
          'add', '[]'::jsonb,
          'remove', jsonb_build_array(jsonb_build_object('skuId', sku_id, 'name', product_name)))
        else jsonb_build_object(
          'add', jsonb_build_array(jsonb_build_object(
            'skuId', sku_id, 'name', product_name, 'disabledPlans', disabled_plans)),
          'remove', '[]'::jsonb)
      end,
      origin = '{}'::jsonb`,
    `update changes set origin = jsonb_build_object('grant', grants.number) from changes grants
      where changes.kind = 'remove' and grants.tenant_id = changes.tenant_id
        and (grants.request->>'endedBy')::integer = changes.number`,
    `alter table changes
      alter column edit set not null, alter column origin set not null, drop column disabled_plans`,
  ],
} as const;
