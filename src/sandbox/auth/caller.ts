/** Who calls, as their token says: an app for itself, or an app for a signed-in person. */
export type Caller =
  | {
      readonly kind: 'app';
      readonly appId: string;
      readonly name: string;
      /** Application permissions that an administrator consented to. */
      readonly roles: ReadonlySet<string>;
    }
  | {
      readonly kind: 'user';
      readonly appId: string;
      readonly appName: string;
      readonly userId: string;
      /** Delegated permissions. What the person may do through them depends on their roles besides. */
      readonly scopes: ReadonlySet<string>;
    };
