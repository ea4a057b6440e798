import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';

/** Among the services on the sale screen: to a bill. */
export function PayBill({ onPress }: { onPress: () => void }) {
  useKeys(({ key }) => {
    if (key !== 'F11') return false;
    onPress();
    return true;
  });
  return <Button onClick={onPress}>{texts.bills.open}</Button>;
}
