import { type ReactNode, useEffect, useState } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** Milliseconds after which the focus has been given back, or never will be. */
const SETTLED = 100;

/**
 * Gives the focus back to what opened the dialog where react-aria does not: closed by Enter in a field,
 * it waits for transitions to end, and those of the dialog that is gone never do.
 */
function useFocusBack() {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        const lost = document.activeElement === document.body;
        if (lost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
      }, SETTLED);
    },
    [opener],
  );
}

/** A dialog over the page: it holds the focus, closes on Escape, and gives the focus back. */
export function Dialog({ title, onClose, children }: Props) {
  useFocusBack();
  return (
    <ModalOverlay
      className="dialog-shade"
      isOpen
      isDismissable={false}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className="dialog">
        <AriaDialog>
          <Heading slot="title">{title}</Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
