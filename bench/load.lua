-- Asks for URLS lists in turn, each for another page or line, so that few answers can be remembered.
local lines = {"operation", "contracting", "investment", "other_operating", "subsidy", "other_income", "operating_expense", "management_expense", "other_expense"}
local count, thread = 0, 0
function setup(t) thread = thread + 1; t:set("seat", thread) end
function request()
  count = count + 1
  local n = count * 2 + seat
  return wrk.format(nil, (os.getenv("PATTERN"):gsub("LINE", lines[n % #lines + 1]):gsub("PAGE", tostring(math.floor(n / #lines) % 300 + 1))))
end
