/// The one script there is: it asks the browser for a passkey, puts the answer into a form and sends it. Nothing else on any page
/// needs a script, and no page without a passkey loads one.
enum PageScripts {
    static let js = """
        const sentences = {
          NotAllowedError: "Nothing was chosen, or it took too long. Try again, or use a code.",
          InvalidStateError: "This device has a passkey for you already.",
          SecurityError: "Passkeys do not work at this address. Use a code."
        };
        const canParse = window.PublicKeyCredential
          && PublicKeyCredential.parseCreationOptionsFromJSON && PublicKeyCredential.parseRequestOptionsFromJSON;
        for (const part of canParse ? document.querySelectorAll(".fg-passkey") : []) {
          part.hidden = false;
          const form = part.querySelector("form");
          if (!form) continue;
          const fault = part.querySelector(".fg-passkey__fault");
          form.addEventListener("submit", async (event) => {
            if (form.elements.answer.value) return;
            event.preventDefault();
            fault.textContent = "";
            const options = JSON.parse(part.dataset.options);
            try {
              const credential = part.dataset.passkey === "make"
                ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
                : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
              form.elements.answer.value = JSON.stringify(credential.toJSON());
              form.requestSubmit();
            } catch (error) {
              fault.textContent = sentences[error.name] || "The passkey could not be used. Use a code.";
            }
          });
        }
        """
}
