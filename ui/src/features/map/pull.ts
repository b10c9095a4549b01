/** A press that becomes a pull: the pointer is followed wherever it goes, until it is let go or Esc says no. */

export interface Pull {
  move: (event: PointerEvent) => void;
  /** Let go. */
  drop: () => void;
  /** Given up, by Esc or by the system. */
  cancel: () => void;
  /** Before either of the two. */
  end: () => void;
}

export function followPull({ move, drop, cancel, end }: Pull): void {
  const leave = () => {
    window.removeEventListener("pointermove", move, true);
    window.removeEventListener("pointerup", up, true);
    window.removeEventListener("pointercancel", giveUp, true);
    window.removeEventListener("keydown", key, true);
    end();
  };
  const up = () => {
    leave();
    drop();
  };
  const giveUp = () => {
    leave();
    cancel();
  };
  const key = (pressed: KeyboardEvent) => {
    if (pressed.key !== "Escape") return;
    pressed.preventDefault();
    pressed.stopPropagation();
    giveUp();
  };
  window.addEventListener("pointermove", move, true);
  window.addEventListener("pointerup", up, true);
  window.addEventListener("pointercancel", giveUp, true);
  window.addEventListener("keydown", key, true);
}
