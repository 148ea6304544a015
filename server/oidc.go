package server

// OIDC is a single sign-on of OpenID Connect.
type OIDC struct {
	Issuer   string
	Client   string
	Secret   string
	Redirect string
}
