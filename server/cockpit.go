package server

func (s *Server) cockpitRoutes() {}
