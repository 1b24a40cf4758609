#!/usr/bin/env bash
# Grants License Desk the application permissions for Microsoft Graph that it needs, or that you ask for, and no others.
# Needs the Azure CLI, signed in as a Privileged Role Administrator or Global Administrator. Running it again is harmless.
set -euo pipefail

# What each is for, and what is missing without it, stands in docs/install.md; the calls are in src/graph/permissions.ts.
required=(
  LicenseAssignment.ReadWrite.All
  LicenseAssignment.Read.All
  Group.Read.All
  User.Read.All
  RoleManagement.Read.Directory
  Organization.Read.All
)
optional=(
  AuditLog.Read.All
  User.ReadWrite.All
  GroupMember.ReadWrite.All
  TeamsAppInstallation.ReadWriteSelfForUser.All
)

written=LicenseAssignment.ReadWrite.All

usage() {
  echo "Usage: $0 [--list] [--all] [--caller] [--with PERMISSION]... CLIENT_ID"
  echo "  CLIENT_ID  of the managed identity or the app registration (BOT_ID, or AZURE_CLIENT_ID when Graph has its own)"
  echo "  --with     grants one of the optional permissions as well; a feature that needs one left out says so"
  echo "  --all      grants all of them"
  echo "  --caller   leaves out $written, for GRAPH_WRITE_AS=caller: people write in their own names"
  echo "  --list     only says which there are"
}

wanted=("${required[@]}")
left_out=''
client=''
while (($# > 0)); do
  case "$1" in
    --list)
      printf '%s required\n' "${required[@]}"
      printf '%s optional\n' "${optional[@]}"
      exit 0
      ;;
    --all)
      wanted=("${required[@]}" "${optional[@]}")
      ;;
    --with)
      name="${2:-}"
      if ! printf '%s\n' "${optional[@]}" | grep -qFx -- "$name"; then
        echo "--with: \"$name\" is none of the optional permissions (see --list)." >&2
        exit 2
      fi
      wanted+=("$name")
      shift
      ;;
    --caller)
      left_out="$written"
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      client="$1"
      ;;
  esac
  shift
done
if [[ ! "$client" =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]]; then
  usage >&2
  exit 2
fi

graph_id=00000003-0000-0000-c000-000000000000 # Microsoft Graph, in every cloud
graph_url=$(az cloud show --query endpoints.microsoftGraphResourceId -o tsv)
graph_url="${graph_url%/}"

app=$(az ad sp show --id "$client" --query id -o tsv)
graph=$(az ad sp show --id "$graph_id" --query id -o tsv)
roles=$(az ad sp show --id "$graph_id" --query "appRoles[?contains(allowedMemberTypes, 'Application')].[id, value]" -o tsv)
assignments="$graph_url/v1.0/servicePrincipals/$app/appRoleAssignments"
granted=$(az rest --method get --url "$assignments" --query "value[?resourceId=='$graph'].appRoleId" -o tsv)

role_id() {
  awk -v name="$1" '$2 == name { print $1 }' <<<"$roles"
}

for name in "${wanted[@]}"; do
  if [[ "$name" == "$left_out" ]]; then
    echo "$name: left out; licenses given for a time stay, and repairs take no direct one away"
    continue
  fi
  role=$(role_id "$name")
  if [[ -z "$role" ]]; then
    echo "$name: Microsoft Graph has no such application permission in this cloud." >&2
    exit 1
  fi
  if grep -qiFx "$role" <<<"$granted"; then
    echo "$name: was granted before"
    continue
  fi
  az rest --method post --url "$assignments" --headers 'Content-Type=application/json' --output none \
    --body "{\"principalId\": \"$app\", \"resourceId\": \"$graph\", \"appRoleId\": \"$role\"}"
  echo "$name: granted"
done

# Least privilege works both ways: say what is there and not needed. An optional one was somebody's choice.
while read -r role; do
  [[ -n "$role" ]] || continue
  name=$(awk -v id="$role" 'tolower($1) == tolower(id) { print $2 }' <<<"$roles")
  if ! printf '%s\n' "${required[@]}" "${optional[@]}" | grep -qFx -- "$name"; then
    echo "${name:-$role}: is granted and not needed; take it away in the Entra admin center"
  fi
done <<<"$granted"
