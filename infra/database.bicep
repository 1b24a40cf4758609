// PostgreSQL in the private network, and its address with the password as a secret of the vault.
param name string
param location string
param size string
param backupDays int
param subnetId string
param zoneId string
param vaultName string

@secure()
param password string

var user = 'licensedesk'

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: name
  location: location
  sku: {
    name: size
    tier: startsWith(size, 'Standard_B') ? 'Burstable' : 'GeneralPurpose'
  }
  properties: {
    version: '17'
    administratorLogin: user
    administratorLoginPassword: password
    authConfig: {
      passwordAuth: 'Enabled'
      activeDirectoryAuth: 'Disabled'
    }
    storage: {
      storageSizeGB: 32
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: backupDays
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: {
      mode: 'Disabled'
    }
    network: {
      delegatedSubnetResourceId: subnetId
      privateDnsZoneArmResourceId: zoneId
    }
  }

  resource database 'databases' = {
    name: 'licensedesk'
    properties: {
      charset: 'UTF8'
      collation: 'en_US.utf8'
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource url 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'database-url'
  properties: {
    contentType: 'The address of the database with its password'
    value: 'postgres://${user}:${password}@${server.properties.fullyQualifiedDomainName}:5432/${server::database.name}?sslmode=verify-full'
  }
}

// With its version, so that a new password reaches the app with the same deployment.
output urlSecret string = url.properties.secretUriWithVersion
