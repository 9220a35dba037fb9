import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog over the page: it holds the focus, closes on Escape, and gives the focus back. */
export function Dialog({ title, onClose, children }: Props) {
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
