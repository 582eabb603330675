/* The picker beside plain text fields: one controller for page fields and for blocks. */
(() => {
  class MergeTagsController extends window.StimulusModule.Controller {
    connect() {
      const title = window.clinicMergeTags.title();
      this.button = document.createElement("button");
      Object.assign(this.button, { type: "button", className: "clinic-tags-button", title, ariaLabel: title });
      this.button.setAttribute("aria-haspopup", "dialog");
      this.button.innerHTML = '<svg class="icon icon-tag" aria-hidden="true"><use href="#icon-tag"></use></svg>';
      this.button.addEventListener("click", () => window.clinicMergeTags.open(this.button, (text) => this.insert(text)));
      this.element.insertAdjacentElement("afterend", this.button);
      this.noteUse = () => (this.used = true);
      this.element.addEventListener("focus", this.noteUse, { once: true });
    }

    disconnect() {
      this.button.remove();
      this.element.removeEventListener("focus", this.noteUse);
    }

    insert(text) {
      const { value } = this.element;
      // In a field that was never focused, the cursor is before the first word.
      const { selectionStart, selectionEnd } = this.used
        ? this.element
        : { selectionStart: value.length, selectionEnd: value.length };
      this.element.focus();
      this.element.setRangeText(text, selectionStart, selectionEnd, "end");
      this.element.dispatchEvent(new Event("input", { bubbles: true }));
      this.element.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  window.wagtail.app.register("clinic-merge-tags", MergeTagsController);
})();
