// A reason as a window sees it: the same fields for every code, so that it can be drawn by table.
import type { NotPaidReasonView } from '../../../src-shared/contract/views/payment.ts';
import type { NotPaidReason } from '../../../src-shared/services/qr/payment.ts';

export function reasonView(reason: NotPaidReason): NotPaidReasonView {
  return {
    code: reason.code,
    errorType: 'errorType' in reason ? reason.errorType : null,
    message: 'message' in reason ? reason.message : null,
    approved: 'approved' in reason ? reason.approved : null,
  };
}
