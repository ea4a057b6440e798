import { expect, it } from 'vitest';
import { addressOf } from '../../../electron/core/set-up/credentials.ts';

it('an address is what the network sees of it', () => {
  const address = 'https://pay.example.com/qr/v1';
  for (const written of [
    'https://pay.example.com/qr/v1/',
    'https://PAY.example.com:443/qr/v1',
    'https://pay.example.com/qr/x/../v1//',
  ]) {
    expect(addressOf(written), written).toBe(address);
  }
  for (const other of [
    'http://pay.example.com/qr/v1',
    'https://pay.example.com:8443/qr/v1',
    'https://pay.example.com./qr/v1',
    'https://pay.example.com/qr/V1',
    'https://pay.example.com/qr',
    'https://pay.example.com.thief.example/qr/v1',
  ]) {
    expect(addressOf(other), other).not.toBe(address);
  }
});
