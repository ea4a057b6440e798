// A profile that is valid in every field, for tests to use or to spoil.

/** @param baseUrl where the interface of the test's intermediary starts */
export function validProfile(baseUrl: string) {
  return {
    institution: { id: '62801', name: 'Kestrel Grocers' },
    merchant: {
      type: '5411',
      id: 'KESTREL00000004',
      name: 'Kestrel Grocers Gardens',
      city: 'Cape Town',
      region: 'WC',
      country: 'ZA',
    },
    terminalId: 'KST04T02',
    interfaces: { qr: { baseUrl } },
  };
}
