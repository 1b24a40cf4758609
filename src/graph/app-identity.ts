/** How an app proves to Entra that it is the one. */
export type AppProof =
  | { readonly kind: 'secret'; readonly secret: string }
  /** A PEM file with the certificate and its private key. */
  | { readonly kind: 'certificate'; readonly path: string; readonly password: string | undefined }
  /** The token of a managed identity, which the app registration trusts as a federated credential. */
  | { readonly kind: 'federated'; readonly managedIdentityId: string }
  /** A token that somebody else (Kubernetes, a pipeline) writes into a file, trusted in the same way. */
  | { readonly kind: 'workload-identity'; readonly tokenFile: string }
  /** No registration: the app is the managed identity itself. */
  | { readonly kind: 'managed-identity' }
  /** Whatever the Azure library finds around it: the environment, a workload, a managed identity, a developer's sign-in. */
  | { readonly kind: 'default' };

export const proofKinds = [
  'secret',
  'certificate',
  'federated',
  'workload-identity',
  'managed-identity',
  'default',
] as const satisfies readonly AppProof['kind'][];

/** An app as Entra knows it. */
export interface AppIdentity {
  readonly tenantId: string;
  /** Of the registration, or of the user-assigned managed identity; `''`: the system-assigned one. */
  readonly clientId: string;
  /** `https://login.microsoftonline.com`, or that of a national cloud. */
  readonly authorityHost: string;
  readonly proof: AppProof;
}
