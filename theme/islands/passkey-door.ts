// Signing in with a passkey alone: whoever has one on the device need not say who they are.
import { type Challenge, Keys, ask, bytes, known, words } from "./keys";

class PasskeyDoor extends Keys {
  protected begin(): void {
    const button = this.querySelector("button");
    button?.addEventListener("click", () => this.attempt(button, () => this.signIn()));
  }

  private async signIn(): Promise<string> {
    const { ceremony, options } = await ask<Challenge>("/desk/login/passkey/challenge", {});
    const { challenge, allowCredentials, ...rest } = options.publicKey;
    const publicKey = { ...rest, challenge: bytes(String(challenge)), allowCredentials: known(allowCredentials) };
    const key = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    const response = key.response as AuthenticatorAssertionResponse;
    const credential = {
      id: key.id,
      rawId: words(key.rawId),
      type: key.type,
      extensions: key.getClientExtensionResults(),
      response: {
        authenticatorData: words(response.authenticatorData),
        clientDataJSON: words(response.clientDataJSON),
        signature: words(response.signature),
        userHandle: words(response.userHandle),
      },
    };
    const next = this.dataset.next ?? "";
    return (await ask<{ next: string }>("/desk/login/passkey", { ceremony, credential, next })).next;
  }
}

customElements.define("passkey-door", PasskeyDoor);
