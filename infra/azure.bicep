// Everything that License Desk needs in a subscription: an identity, the bot's registration, a web app that is always
// on, a PostgreSQL server that only this app reaches, and a vault for the one secret that is left, its password.
// Deploy: az deployment group create -g <group> -f infra/azure.bicep (docs/install.md), or with the toolkit.
targetScope = 'resourceGroup'

@description('Beginning of the names of all resources: small letters and digits.')
@minLength(3)
@maxLength(12)
param name string = 'licdesk'

param location string = resourceGroup().location

@description('UserAssignedMSI: the bot is the managed identity, nothing else is registered. SingleTenant: an app registration that trusts the managed identity; single sign-on needs one.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param botType string = 'UserAssignedMSI'

@description('Cloud of the Teams that the bot is for (docs/identity.md); dod has to be said.')
@allowed(['public', 'gcc', 'gcc-high', 'dod'])
param cloud string = environment().name == 'AzureUSGovernment' ? 'gcc-high' : 'public'

@description('How many machines run the bot; they need no affinity.')
@minValue(1)
@maxValue(10)
param machines int = 1

@description('Size of each machine; the smallest that can stay awake is B1.')
param machineSize string = 'B1'

@description('Size of the database server.')
param databaseSize string = 'Standard_B1ms'

@description('Days for which the database can be restored to any moment.')
@minValue(7)
@maxValue(35)
param backupDays int = 14

@description('Settings besides those below, see docs/configuration.md.')
param moreSettings object = {}

@description('Made anew at each deployment; nobody has to know it.')
@secure()
param databasePassword string = 'Ld-${newGuid()}'

var unique = uniqueString(resourceGroup().id)
var site = '${name}-${unique}'
var host = '${site}.azurewebsites.${environment().name == 'AzureUSGovernment' ? 'us' : 'net'}'
var registered = botType == 'SingleTenant'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

module registration 'botRegistration/registration.bicep' = if (registered) {
  name: 'registration'
  params: {
    name: site
    principalId: identity.properties.principalId
  }
}

var botId = registered ? registration!.outputs.clientId : identity.properties.clientId

module bot 'botRegistration/azurebot.bicep' = {
  name: 'bot'
  params: {
    name: site
    botId: botId
    botType: botType
    identityId: identity.id
    host: host
  }
}

module network 'network.bicep' = {
  name: 'network'
  params: {
    name: name
    location: location
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    name: 'ld${unique}'
    location: location
    readerId: identity.properties.principalId
  }
}

module database 'database.bicep' = {
  name: 'database'
  params: {
    name: site
    location: location
    size: databaseSize
    backupDays: backupDays
    subnetId: network.outputs.databaseSubnetId
    zoneId: network.outputs.zoneId
    password: databasePassword
    vaultName: vault.outputs.name
  }
}

module app 'app.bicep' = {
  name: 'app'
  params: {
    name: site
    location: location
    machines: machines
    machineSize: machineSize
    identityId: identity.id
    subnetId: network.outputs.appSubnetId
    settings: union(
      {
        NODE_ENV: 'production'
        CLOUD: cloud
        BOT_ID: botId
        BOT_TYPE: botType
        BOT_TENANT_ID: tenant().tenantId
        DATABASE_URL: '@Microsoft.KeyVault(SecretUri=${database.outputs.urlSecret})'
        PUBLIC_URL: 'https://${host}'
      },
      registered ? { BOT_FEDERATED_CLIENT_ID: identity.properties.clientId } : {},
      moreSettings
    )
  }
}

// The toolkit writes these into env/.env.<name>; docs/install.md uses them too.
output BOT_ID string = botId
output BOT_DOMAIN string = host
output BOT_TENANT_ID string = tenant().tenantId
output APP_SERVICE_ID string = app.outputs.id
output APP_SERVICE_NAME string = site
