/* Merge tags in the rich text editor: a control that inserts them, a decorator that marks them. */
(() => {
  const { React, DraftJS, draftail } = window;
  const h = React.createElement;
  const TYPE = "merge-tags";
  const TAG = /\{\{.*?\}\}|\{%.*?%\}/g;

  /** The link that surrounds the cursor, so that a tag put into it stays part of it. */
  const entityAround = (content, selection) => {
    const block = content.getBlockForKey(selection.getStartKey());
    const start = selection.getStartOffset();
    const before = start > 0 ? block.getEntityAt(start - 1) : null;
    return before && before === block.getEntityAt(start) ? before : null;
  };

  const insert = (state, text) => {
    const content = state.getCurrentContent();
    const selection = state.getSelection();
    const style = state.getCurrentInlineStyle();
    const entity = entityAround(content, selection);
    const changed = DraftJS.Modifier.replaceText(content, selection, text, style, entity);
    const pushed = DraftJS.EditorState.push(state, changed, "insert-characters");
    return DraftJS.EditorState.forceSelection(pushed, changed.getSelectionAfter());
  };

  const icon = h(
    "svg",
    { className: "icon icon-tag Draftail-Icon", "aria-hidden": "true" },
    h("use", { href: "#icon-tag" }),
  );

  const control =
    (className, withLabel) =>
    ({ getEditorState, onChange }) => {
      const title = window.clinicMergeTags.title();
      const open = (event) => {
        const editor = document.activeElement;
        window.clinicMergeTags.open(event.currentTarget, (text) => {
          onChange(insert(getEditorState(), text));
          if (editor?.isContentEditable) editor.focus({ preventScroll: true });
        });
      };
      return h(
        "button",
        {
          type: "button",
          className,
          title,
          "aria-label": title,
          "aria-haspopup": "dialog",
          // Keep the focus, and with it the selection, in the text.
          onMouseDown: (event) => event.preventDefault(),
          onClick: open,
        },
        icon,
        withLabel ? ` ${title}` : null,
      );
    };

  const Tag = ({ decoratedText, children }) => {
    const name = /^\{\{\s*([\w.]+)/.exec(decoratedText)?.[1];
    const unknown = name && !window.clinicMergeTags.knows(name);
    return h("span", { className: `clinic-tag${unknown ? " clinic-tag--unknown" : ""}` }, children);
  };

  draftail.registerPlugin({ type: TYPE, inline: control("Draftail-ToolbarButton", false) }, "controls");
  // The floating toolbar needs a selection: below the text, the control is always there.
  draftail.registerPlugin(
    { type: `${TYPE}-below`, meta: control("clinic-tags-button clinic-tags-button--below", true) },
    "controls",
  );
  draftail.registerPlugin(
    {
      type: TYPE,
      strategy: (block, mark) => {
        for (const found of block.getText().matchAll(TAG)) mark(found.index, found.index + found[0].length);
      },
      component: Tag,
    },
    "decorators",
  );
})();
