// People paste addresses into drafts: what a form leaves empty is not in them.
export function forms() {
  addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      if (!value) formData.delete(name);
    }
  });
}
