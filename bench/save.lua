-- Saves one new record a request. UNIT, HEADER and BODY come from the environment; %s in BODY is a voucher that nobody has used.
local header, value = os.getenv("HEADER"):match("^(.-): (.*)$")
local count, thread = 0, 0
function setup(t) thread = thread + 1; t:set("seat", thread) end
function init()
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers[header] = value
end
local run = os.time()
function request()
  count = count + 1
  return wrk.format(nil, nil, nil, (os.getenv("BODY"):gsub("%%s", string.format("%d-%d-%d", run, seat, count))))
end
