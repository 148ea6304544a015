package server

type OIDC struct{}
