// Adding a passkey to one's account.
import { type Challenge, Keys, ask, bytes, known, words } from "./keys";

class PasskeyAdd extends Keys {
  protected begin(): void {
    const form = this.querySelector("form");
    const button = this.querySelector("button");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      if (button) void this.attempt(button, () => this.add(new FormData(form)));
    });
  }

  private async add(form: FormData): Promise<string> {
    const present = form.get("present") ?? "";
    const { ceremony, options } = await ask<Challenge>("/desk/account/passkeys/challenge", { present });
    const { challenge, user, excludeCredentials, ...rest } = options.publicKey;
    const person = user as PublicKeyCredentialUserEntityJSON;
    const publicKey = {
      ...rest,
      challenge: bytes(String(challenge)),
      user: { ...person, id: bytes(person.id) },
      excludeCredentials: known(excludeCredentials),
    } as unknown as PublicKeyCredentialCreationOptions;
    const key = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    const response = key.response as AuthenticatorAttestationResponse;
    const credential = {
      id: key.id,
      rawId: words(key.rawId),
      type: key.type,
      extensions: key.getClientExtensionResults(),
      response: {
        attestationObject: words(response.attestationObject),
        clientDataJSON: words(response.clientDataJSON),
        transports: response.getTransports?.() ?? [],
      },
    };
    return (await ask<{ next: string }>("/desk/account/passkeys", { ceremony, credential, name: form.get("name") })).next;
  }
}

customElements.define("passkey-add", PasskeyAdd);
