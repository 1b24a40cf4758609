// An app registration without any secret: it trusts the managed identity instead (a federated credential).
extension microsoftGraphV1

param name string

@description('Object id of the managed identity.')
param principalId string

resource app 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: name
  displayName: 'License Desk'
  signInAudience: 'AzureADMyOrg'

  resource trust 'federatedIdentityCredentials@v1.0' = {
    name: '${app.uniqueName}/managed-identity'
    description: 'The managed identity under which License Desk runs'
    issuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
    subject: principalId
    audiences: [
      environment().name == 'AzureUSGovernment' ? 'api://AzureADTokenExchangeUSGov' : 'api://AzureADTokenExchange'
    ]
  }
}

resource servicePrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: app.appId
}

output clientId string = servicePrincipal.appId
